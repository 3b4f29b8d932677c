package dev.millrace.orchestrator.reuse;

import dev.millrace.orchestrator.definition.StepType;
import java.util.List;
import java.util.Map;

/**
 * What a step asks for.
 *
 * @param type one of {@link StepType#reusable}
 * @param body JSON that its service is sent
 * @param inputs outputs of the steps that it refers to
 */
public record Asked(StepType type, String body, List<Map<String, Object>> inputs) {}
