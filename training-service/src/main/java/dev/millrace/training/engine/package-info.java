/** What an engine must do for the training loop. Knows no engine in particular. */
@NullMarked
package dev.millrace.training.engine;

import org.jspecify.annotations.NullMarked;
