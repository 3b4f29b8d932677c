/** The weights of a model version as the start of another training. */
@NullMarked
package dev.millrace.training.pretrained;

import org.jspecify.annotations.NullMarked;
