/** Training jobs: accepted, run in workers, published as model versions. */
@NullMarked
package dev.millrace.training.job;

import org.jspecify.annotations.NullMarked;
