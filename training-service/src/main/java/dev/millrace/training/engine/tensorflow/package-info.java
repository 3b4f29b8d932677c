/** The engine on TensorFlow Java in graph mode: the only place in training that knows it. */
@NamedInterface("tensorflow")
@NullMarked
package dev.millrace.training.engine.tensorflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
