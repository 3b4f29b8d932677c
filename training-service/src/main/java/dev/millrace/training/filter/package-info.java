/**
 * The filter language of MLflow's searches, turned into SQL in which every value is a parameter.
 */
@NullMarked
package dev.millrace.training.filter;

import org.jspecify.annotations.NullMarked;
