/** Runs networks on DJL's TensorFlow engine; the only package that knows DJL and TensorFlow. */
@NullMarked
package dev.millrace.inference.engine;

import org.jspecify.annotations.NullMarked;
