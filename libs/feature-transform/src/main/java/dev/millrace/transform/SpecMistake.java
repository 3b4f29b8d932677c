package dev.millrace.transform;

import java.io.Serializable;

/**
 * One mistake of a {@link TransformSpec}.
 *
 * @param field where, such as {@code features[2].operations[0]}
 * @param message what is wrong and what would be right
 */
public record SpecMistake(String field, String message) implements Serializable {}
