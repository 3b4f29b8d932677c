/** Simple models on the same parts, so that a user sees whether deep learning pays. */
@NullMarked
package dev.millrace.training.baseline;

import org.jspecify.annotations.NullMarked;
