/** Which row is in which fold, and what a fold's own transform makes of its rows. */
@NullMarked
package dev.millrace.training.fold;

import org.jspecify.annotations.NullMarked;
