/** Tells which code a service runs. */
@NullMarked
package dev.millrace.kit.code;

import org.jspecify.annotations.NullMarked;
