package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The extension as JUnit sees it, in tests that must fail. */
class PipelineExtensionTest {

    /** Run by the tests below only: nobody looks for tests in a nested class of this kind. */
    static class Wrong {

        private static final String TICK = "{pipeline: tick, steps: {tick: {type: noop}}}";

        @Test
        void fails(@Pipeline(text = TICK) PipelineTest pipeline) {
            assertThat(pipeline.run().stepsStarted()).isEmpty();
        }

        @Test
        void succeeds(@Pipeline(text = TICK) PipelineTest pipeline) {
            assertThat(pipeline.run()).succeeded();
        }

        @Test
        void hasNoFile(@Pipeline("nowhere.yaml") PipelineTest pipeline) {}

        @Test
        void saysNothing(@Pipeline PipelineTest pipeline) {}

        @Test
        void isText(@Pipeline(text = TICK) String pipeline) {}
    }

    private static final class Listener implements TestExecutionListener {

        private final List<String> reports = new ArrayList<>();
        private final List<Throwable> failures = new ArrayList<>();

        @Override
        public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
            reports.add(entry.getKeyValuePairs().get("timeline"));
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(failures::add);
        }
    }

    @Test
    void publishesTheTimelinesOfATestThatFails() {
        var heard = run("fails");

        assertThat(heard.failures).hasSize(1);
        assertThat(heard.reports)
                .singleElement()
                .asString()
                .contains("pipeline 'tick'", "tick #1  succeeded");
    }

    @Test
    void saysNothingOfATestThatSucceeds() {
        var heard = run("succeeds");

        assertThat(heard.failures).isEmpty();
        assertThat(heard.reports).isEmpty();
    }

    @Test
    void saysWhereItLookedForADefinition() {
        assertThat(run("hasNoFile").failures.getFirst())
                .hasStackTraceContaining(
                        "there is no pipeline 'nowhere.yaml': no resource beside"
                                + " dev.millrace.testing.PipelineExtensionTest$Wrong, and no file /");
    }

    @Test
    void refusesAnAnnotationThatNamesNothing() {
        assertThat(run("saysNothing").failures.getFirst())
                .hasMessageContaining("@Pipeline needs a file or a text");
    }

    @Test
    void refusesAParameterOfAnotherType() {
        assertThat(run("isText", String.class).failures.getFirst())
                .hasMessageContaining("a @Pipeline is a PipelineTest, not a String");
    }

    private static Listener run(String method) {
        return run(method, PipelineTest.class);
    }

    private static Listener run(String method, Class<?>... parameters) {
        var listener = new Listener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectMethod(Wrong.class, method, parameters))
                                .build(),
                        listener);
        return listener;
    }
}
