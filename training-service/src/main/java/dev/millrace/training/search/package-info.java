/** Algorithms that search a space of hyperparameters: what was tried decides what comes next. */
@NullMarked
package dev.millrace.training.search;

import org.jspecify.annotations.NullMarked;
