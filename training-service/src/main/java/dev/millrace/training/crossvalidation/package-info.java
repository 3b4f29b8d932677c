/** Cross-validations: folds fitted in workers, their metrics put together. */
@NullMarked
package dev.millrace.training.crossvalidation;

import org.jspecify.annotations.NullMarked;
