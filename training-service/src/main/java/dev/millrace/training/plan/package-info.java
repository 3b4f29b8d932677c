/** What a training request means: its mistakes, its defaults, the network it describes. */
@NullMarked
package dev.millrace.training.plan;

import org.jspecify.annotations.NullMarked;
