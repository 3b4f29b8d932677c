package dev.millrace.contracts.prep;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.Map;

/**
 * Prepares training data.
 *
 * @param inputs dataset versions ({@code name@number}, {@code name@latest}) by the name that SQL
 *     uses for them
 */
public record PrepareRequest(@NotEmpty Map<String, String> inputs, @NotNull @Valid Recipe recipe) {}
