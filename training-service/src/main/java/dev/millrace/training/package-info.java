/** Fits networks to prepared data in worker processes and keeps the models that come of it. */
@NullMarked
package dev.millrace.training;

import org.jspecify.annotations.NullMarked;
