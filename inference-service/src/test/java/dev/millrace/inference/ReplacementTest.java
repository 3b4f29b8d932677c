package dev.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.transform.TargetSpec.Kind;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplacementTest extends InferenceTest {

    private static final int CLIENTS = 4;

    @Test
    void replacesAVersionUnderLoadWithoutDroppingARequest() throws Exception {
        Map<String, TrainedModel> versions =
                IntStream.rangeClosed(1, 3)
                        .mapToObj(number -> new TrainedModel("busy", number, Kind.REGRESSION))
                        .map(model -> model.register(store, TRAINING))
                        .collect(Collectors.toMap(TrainedModel::reference, model -> model));
        deployed(http(), "busy", "busy@1");
        var stop = new AtomicBoolean();
        var answers = new AtomicLong();
        Callable<Set<String>> client =
                () -> {
                    var seen = new HashSet<String>();
                    for (int i = 0; !stop.get(); i = (i + 1) % 50) {
                        seen.add(askFor(versions, i));
                        answers.incrementAndGet();
                    }
                    return seen;
                };

        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var running =
                    IntStream.range(0, CLIENTS).mapToObj(i -> clients.submit(client)).toList();
            try {
                for (int round = 0; round < 2; round++) {
                    deployed(http(), "busy", "busy@2");
                    deployed(http(), "busy", "busy@3");
                    deployed(http(), "busy", "busy@1");
                }
            } finally {
                stop.set(true);
            }
            for (var each : running) {
                assertThat(each.get()).hasSize(3);
            }
        }
        assertThat(answers.get()).isGreaterThan(200);
    }

    /** One request of two rows; its answers must both be what the version it names says. */
    private String askFor(Map<String, TrainedModel> versions, int row) {
        var any = versions.get("busy@1");
        var answer =
                predict(http(), "busy", any.golden.get(row).row(), any.golden.get(49 - row).row());
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        String version = answer.body().path("modelVersion").asString();
        var expected = versions.get(version);
        assertClose(answer.body().at("/predictions/0/value").asDouble(), expected, row);
        assertClose(answer.body().at("/predictions/1/value").asDouble(), expected, 49 - row);
        return version;
    }

    private static void assertClose(double found, TrainedModel model, int row) {
        double expected = ((Number) model.golden.get(row).prediction()).doubleValue();
        assertThat(Math.abs(found - expected)).isLessThan(1e-6 * Math.max(1, Math.abs(expected)));
    }
}
