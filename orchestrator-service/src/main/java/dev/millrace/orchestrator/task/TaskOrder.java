package dev.millrace.orchestrator.task;

import dev.millrace.orchestrator.definition.StepType;
import java.util.UUID;

/**
 * An attempt whose work is to be done.
 *
 * @param request JSON of the step's body, as it was stored when the attempt began
 * @param callbackAddress where others may say how the work ended
 */
public record TaskOrder(
        UUID run,
        String step,
        int number,
        StepType type,
        String request,
        String principal,
        String callbackAddress) {}
