/** Prepares training data: the service and its front door. */
@NullMarked
package dev.millrace.prep;

import org.jspecify.annotations.NullMarked;
