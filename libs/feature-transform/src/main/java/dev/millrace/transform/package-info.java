/**
 * The fitted, row-wise feature transform: the same evaluator inside Spark, training and serving, so
 * that a feature cannot be computed in two ways. Knows no Spark, no TensorFlow and no Spring.
 */
@NullMarked
package dev.millrace.transform;

import org.jspecify.annotations.NullMarked;
