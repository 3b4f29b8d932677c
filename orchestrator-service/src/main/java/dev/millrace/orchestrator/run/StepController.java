package dev.millrace.orchestrator.run;

import dev.millrace.contracts.orchestrator.Approval;
import dev.millrace.contracts.orchestrator.Mark;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.StepApi;
import dev.millrace.contracts.orchestrator.Why;
import dev.millrace.kit.web.CurrentPrincipal;
import java.util.UUID;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StepController implements StepApi {

    private final Reasons reasons;
    private final Answers answers;
    private final Runs runs;

    StepController(Reasons reasons, Answers answers, Runs runs) {
        this.reasons = reasons;
        this.answers = answers;
        this.runs = runs;
    }

    @Override
    public Why why(UUID id) {
        return reasons.why(id);
    }

    @Override
    public Run approve(UUID id, String name, Approval answer) {
        answers.approve(id, name, answer, CurrentPrincipal.name());
        return runs.find(id);
    }

    @Override
    public Run mark(UUID id, String name, Mark mark) {
        answers.mark(id, name, mark, CurrentPrincipal.name());
        return runs.find(id);
    }
}
