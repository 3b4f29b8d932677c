/**
 * PyTorch behind the engine's interfaces: arrays and their gradients come from the library through
 * DJL, layers, losses and optimizers are formulas of our own vocabulary.
 */
@NamedInterface("pytorch")
@NullMarked
package dev.millrace.training.engine.pytorch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
