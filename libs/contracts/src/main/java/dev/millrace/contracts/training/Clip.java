package dev.millrace.contracts.training;

import org.jspecify.annotations.Nullable;

/**
 * Keeps gradients small; both may be given, then value first.
 *
 * @param value each element is brought into [-value, value]
 * @param norm all gradients together are scaled down to this Euclidean norm (Pascanu et al. 2013)
 */
public record Clip(@Nullable Double value, @Nullable Double norm) {}
