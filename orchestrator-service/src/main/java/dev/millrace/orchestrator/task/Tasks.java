package dev.millrace.orchestrator.task;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The tasks by the type of their steps. */
@Component
public class Tasks {

    private static final Logger log = LoggerFactory.getLogger(Tasks.class);

    private final Map<StepType, Task> tasks = new EnumMap<>(StepType.class);
    private final Map<StepType, Places> places = new EnumMap<>(StepType.class);
    private final Bodies bodies;
    private final Secrets secrets;

    Tasks(List<Task> tasks, TaskSettings settings, Bodies bodies, Secrets secrets) {
        this.bodies = bodies;
        this.secrets = secrets;
        for (var task : tasks) {
            this.tasks.put(task.type(), task);
            places.put(task.type(), new Places(task.type(), settings.parallel()));
        }
    }

    /** What every attempt needs; its redaction is its own. */
    record Parts(Bodies bodies, Secrets secrets, Redaction redaction) {}

    public boolean canDo(StepType type) {
        return tasks.containsKey(type);
    }

    /**
     * Does an attempt's work in the present thread, once there is a place for it.
     *
     * @throws InterruptedException when the work was stopped before it had a result
     */
    public Outcome run(TaskOrder order, TaskHost host) throws InterruptedException {
        var task = tasks.get(order.type());
        var its = places.get(order.type());
        if (task == null || its == null) {
            return Outcome.failed(
                    FailureCode.INVALID_PIPELINE,
                    "this instance cannot do %s steps".formatted(order.type()));
        }
        var redaction = new Redaction();
        var parts = new Parts(bodies, secrets, redaction);
        var attempt = new WorkingAttempt(order, host, its, parts);
        try {
            attempt.enter();
            return redaction.of(task.run(attempt));
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception failed) {
            if (host.isStopping()) { // whatever it says, that is why
                throw new InterruptedException();
            }
            return redaction.of(failed(order, failed, redaction));
        } finally {
            attempt.end();
        }
    }

    private static Outcome failed(TaskOrder order, Exception failed, Redaction redaction) {
        if (failed instanceof PlatformException known) {
            return new Outcome.Failed(known.failure());
        }
        log.error(
                "A {} step failed in a way that nobody thought of: {}",
                order.type(),
                redaction.of(trace(failed)));
        return Outcome.failed(FailureCode.INTERNAL_ERROR, failed.toString());
    }

    private static String trace(Exception failed) {
        var text = new StringWriter();
        failed.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
