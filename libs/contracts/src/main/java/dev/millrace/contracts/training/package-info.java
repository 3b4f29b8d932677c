/** What training-service offers: training jobs and the model registry. */
@NullMarked
package dev.millrace.contracts.training;

import org.jspecify.annotations.NullMarked;
