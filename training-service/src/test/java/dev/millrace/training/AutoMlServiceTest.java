package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.job.JobState;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.AutoMl.Entry;
import dev.millrace.contracts.training.AutoMl.Kind;
import dev.millrace.contracts.training.AutoMlApi;
import dev.millrace.contracts.training.AutoMlRequest;
import dev.millrace.contracts.training.TrainingApi;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.test.MillraceTest;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Automls over HTTP-facing beans, with real workers, store and database. */
@MillraceTest
class AutoMlServiceTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final PrepStandIn PREP = new PrepStandIn();

    @Autowired private ObjectStore store;
    @Autowired private AutoMlApi automls;
    @Autowired private TrainingApi training;
    @Autowired private JobApi jobs;

    @DynamicPropertySource
    static void callTheStandIn(DynamicPropertyRegistry properties) {
        properties.add("millrace.services.prep", PREP::url);
    }

    @Test
    void ranksBaselinesAndNetworksAndRegistersTheBestNetwork() throws IOException {
        var data = PREP.holds(PreparedFixture.binary(store, 200));

        var job = ended(begin(data, 8));

        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        var found = automls.automl(job.id());
        var measured = found.leaderboard().stream().filter(e -> e.validation() != null).toList();
        assertThat(measured).extracting(Entry::kind).contains(Kind.NETWORK, Kind.BASELINE);
        assertThat(measured)
                .isSortedAccordingTo(
                        Comparator.comparing(e -> -Objects.requireNonNull(e.validation())));
        assertThat(measured).extracting(Entry::test).doesNotContainNull();
        assertThat(found.leaderboard())
                .extracting(Entry::name)
                .contains("constant", "linear", "gradient-boosting", "mlp");
        assertRegistered(found.leaderboard());
        assertThat(found.verdict())
                .startsWith(
                        measured.getFirst().kind() == Kind.NETWORK ? "A network" : "A baseline");
        assertThat(found.usedSeconds()).isPositive();
        assertThat(job.result()).containsEntry("modelVersion", "found@1");
    }

    /** What was registered has the very figures of its trial. */
    private void assertRegistered(List<Entry> leaderboard) {
        var best = leaderboard.stream().filter(e -> e.kind() == Kind.NETWORK).findFirst().get();
        assertThat(best.modelVersion()).isEqualTo("found@1");
        var metrics = training.version("found", "1").metrics();
        assertThat(metrics.get("validation").values().get("auc"))
                .isEqualTo(best.validation(), within());
        assertThat(metrics.get("test").values().get("auc")).isEqualTo(best.test(), within());
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-6);
    }

    @Test
    void refusesAMetricThatTheTargetDoesNotHave() throws IOException {
        var data = PREP.holds(PreparedFixture.regression(store, 40));
        var request = new AutoMlRequest("found", data.id(), 5, "auc", null);

        assertThatThrownBy(() -> automls.automl(null, null, request))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("metric is \"auc\"");
    }

    private UUID begin(PreparedData data, int seconds) {
        var request = new AutoMlRequest("found", data.id(), seconds, null, 7L);
        return Objects.requireNonNull(automls.automl(null, null, request).getBody()).id();
    }

    private Job ended(UUID id) {
        await().atMost(PATIENCE).until(() -> jobs.find(id).state().isTerminal());
        return jobs.find(id);
    }
}
