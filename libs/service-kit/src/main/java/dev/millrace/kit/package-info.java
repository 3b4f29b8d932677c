/** The technical things that every service does the same way; auto-configured. */
@NullMarked
package dev.millrace.kit;

import org.jspecify.annotations.NullMarked;
