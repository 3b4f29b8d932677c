/**
 * PyTorch behind the engine's interfaces: arrays and their gradients through DJL, everything else,
 * layers, losses and optimizers, in formulas of our own vocabulary.
 */
@NullMarked
package dev.millrace.training.engine.pytorch;

import org.jspecify.annotations.NullMarked;
