package dev.millrace.orchestrator.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.orchestrator.machine.Outcome;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private final Redaction redaction = new Redaction();

    @Test
    void hidesASecretInEveryPartOfAnOutcome() {
        redaction.hide("p4ss w\"rd");
        redaction.hide("4711");

        assertThat(
                        redaction.of(
                                (Outcome)
                                        new Outcome.Succeeded(
                                                Map.of(
                                                        "p4ss w\"rd",
                                                        List.of(
                                                                "is p4ss w\"rd!",
                                                                4711,
                                                                12,
                                                                true)))))
                .isEqualTo(
                        new Outcome.Succeeded(Map.of("***", List.of("is ***!", "***", 12, true))));
        assertThat(
                        redaction.of(
                                new Outcome.Failed(
                                        new Failure(
                                                FailureCode.INVALID_DATA,
                                                "no p4ss w\"rd",
                                                List.of(Mistake.in("4711", "not 4711"))))))
                .isEqualTo(
                        new Outcome.Failed(
                                new Failure(
                                        FailureCode.INVALID_DATA,
                                        "no ***",
                                        List.of(Mistake.in("***", "not ***")))));
    }

    @Test
    void knowsTheFormsThatASecretTakesOnItsWay() {
        redaction.hide("a b/\"ü\n");

        assertThat(redaction.of("q=a+b%2F%22%C3%BC%0A")).isEqualTo("q=***");
        assertThat(redaction.of("q=a%20b%2F%22%C3%BC")).isEqualTo("q=***");
        assertThat(redaction.of("{\"said\": \"a b/\\\"ü\\n\"}")).isEqualTo("{\"said\": \"***\"}");
        assertThat(redaction.of(Base64.getEncoder().encodeToString("a b/\"ü".getBytes())))
                .isEqualTo("***");
    }

    @Test
    void hidesTheLinesOfALongSecretAndTheLongerOfTwoFirst() {
        redaction.hide("-----BEGIN-----\nMIIEvQIBADANBg\n-----END-----\n");
        redaction.hide("key");
        redaction.hide("keyring");

        assertThat(redaction.of("line MIIEvQIBADANBg of it")).isEqualTo("line *** of it");
        assertThat(redaction.of("keyring")).isEqualTo("***");
    }

    @Test
    void leavesNothingOfASecretThatWasCutInTwo() {
        redaction.hide("0123456789");

        assertThat(redaction.ofTail("456789 and then the error", true))
                .doesNotContain("9")
                .endsWith("error");
        assertThat(redaction.ofTail("all of it", false)).isEqualTo("all of it");
    }
}
