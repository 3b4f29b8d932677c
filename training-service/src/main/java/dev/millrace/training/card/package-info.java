/** Model cards: what a version is, where it comes from, how good it is, and where it ends. */
@NullMarked
package dev.millrace.training.card;

import org.jspecify.annotations.NullMarked;
