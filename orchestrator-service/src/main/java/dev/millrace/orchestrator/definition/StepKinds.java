package dev.millrace.orchestrator.definition;

import java.util.EnumSet;
import java.util.Set;

/** What is common to several types of steps. */
final class StepKinds {

    /** They only draw a conclusion, which takes no time. */
    private static final Set<StepType> DECISIONS =
            EnumSet.of(StepType.CONDITION, StepType.COMPARE, StepType.CHOICE);

    /** They do nothing themselves, and may last as long as what they wait for. */
    private static final Set<StepType> PATIENT =
            EnumSet.of(
                    StepType.MAP,
                    StepType.PIPELINE,
                    StepType.WAIT,
                    StepType.APPROVE,
                    StepType.SENSOR);

    /** What they give follows from what they are given, and lies in the platform. */
    static final Set<StepType> REUSABLE =
            EnumSet.of(
                    StepType.PREPARE,
                    StepType.PROFILE,
                    StepType.TRAIN,
                    StepType.CROSS_VALIDATE,
                    StepType.TUNE,
                    StepType.AUTOML);

    private StepKinds() {}

    static boolean isWork(StepType type) {
        return !DECISIONS.contains(type) && !PATIENT.contains(type);
    }

    static boolean isPatient(StepType type) {
        return PATIENT.contains(type);
    }

    /** Whether a failure says nothing that would be different a second time. */
    static boolean triesOnce(StepType type) {
        return type.isHeld() || type == StepType.PIPELINE;
    }
}
