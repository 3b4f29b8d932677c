/** What every HTTP exchange of the platform has in common: failures, bounds, principals. */
@NullMarked
package dev.millrace.kit.web;

import org.jspecify.annotations.NullMarked;
