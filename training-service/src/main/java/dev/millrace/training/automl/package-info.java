/** Automl: baselines, presets and tuning within a time budget, and which of them is best. */
@NullMarked
package dev.millrace.training.automl;

import org.jspecify.annotations.NullMarked;
