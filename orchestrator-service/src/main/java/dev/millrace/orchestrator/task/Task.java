package dev.millrace.orchestrator.task;

import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Outcome;

/**
 * Does the work of the steps of one type in a virtual thread of this service; one bean a type.
 *
 * <p>At least once per attempt: after a crash the run's next owner calls it again with the same
 * {@link TaskAttempt#key}. What it does to the world must bear that, or say that it does not.
 *
 * <p>A step that is cancelled, whose time is over, or whose run went to another owner, interrupts
 * the thread and runs {@link TaskAttempt#onStop}; the task then ends soon, however it likes.
 */
public interface Task {

    StepType type();

    /**
     * Does the work and says how it ended. A {@link
     * dev.millrace.contracts.failure.PlatformException} is a failed attempt, and so is any other
     * exception, which is called a defect.
     */
    Outcome run(TaskAttempt attempt) throws Exception;
}
