package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.RunState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompareStepTest extends RunTests {

    @Test
    void saysWhichCandidateIsBestAndLetsAConditionAskForIt() {
        var run =
                started(
                        """
                        pipeline: contest
                        parameters: {first: 3}
                        steps:
                          report:
                            type: compare
                            better: lower
                            of: {two: ["${parameters.first}", 5, 6.5], five: [4, 4, 4]}
                          holds: {type: condition, require: "${steps.report.best} == 'five' and ${steps.report.wins.five} >= 2"}
                        """);

        assertThat(ended(run.id()).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run.id(), "report").outputs())
                .containsEntry("best", "five")
                .containsEntry("wins", Map.of("two", 1, "five", 2))
                .extractingByKey("means")
                .hasToString("{two=4.833333333333333, five=4.0}");
    }

    @Test
    void failsARunThatComparesWhatIsNoNumber() {
        var run =
                started(
                        """
                        pipeline: no-contest
                        parameters: {first: high}
                        steps:
                          report: {type: compare, better: lower, of: {a: ["${parameters.first}"], b: [4]}}
                        """);

        assertThat(ended(run.id()).state()).isEqualTo(RunState.FAILED);
        assertThat(step(run.id(), "report").failure().message())
                .isEqualTo("compares high, which is no number");
    }
}
