package dev.millrace.orchestrator.task.notify;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.orchestrator.definition.NotifyBody;
import dev.millrace.orchestrator.definition.StepType;
import dev.millrace.orchestrator.machine.Outcome;
import dev.millrace.orchestrator.task.Task;
import dev.millrace.orchestrator.task.TaskAttempt;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Sends a message; again after a crash, always with the attempt's key in it. */
@Component
final class NotifyTask implements Task {

    private final Webhooks webhooks;
    private final Topics topics;
    private final Mails mails;

    NotifyTask(Webhooks webhooks, Topics topics, Mails mails) {
        this.webhooks = webhooks;
        this.topics = topics;
        this.mails = mails;
    }

    @Override
    public StepType type() {
        return StepType.NOTIFY;
    }

    @Override
    public Outcome run(TaskAttempt attempt) {
        var body = attempt.body(NotifyBody.class);
        if (body.webhook() != null) {
            return new Outcome.Succeeded(
                    Map.of("status", webhooks.send(attempt, body, body.webhook())));
        }
        if (body.sns() != null) {
            return new Outcome.Succeeded(
                    Map.of("id", topics.send(attempt, body, body.sns().topic())));
        }
        if (body.email() != null) {
            return new Outcome.Succeeded(Map.of("id", mails.send(attempt, body, body.email())));
        }
        return Outcome.failed(FailureCode.INVALID_REQUEST, "the step names no way to notify");
    }
}
