package dev.millrace.testing;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.definition.Definition;
import dev.millrace.orchestrator.definition.Definitions;
import dev.millrace.orchestrator.definition.ParameterValues;
import dev.millrace.orchestrator.definition.StepDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline under test. What its steps do is said by {@link #step}, what people do meanwhile by
 * {@link #after}; {@link #run} then runs it, as often as one likes, each time from the start.
 */
public final class PipelineTest {

    private static final Definitions DEFINITIONS = Definitions.standalone();

    private final Definition definition;
    private final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    private final Map<String, StepStub> stubs = new LinkedHashMap<>();
    private final List<Command> commands = new ArrayList<>();
    private final List<PipelineRun> runs = new ArrayList<>();
    private Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private Duration grace = Duration.ofSeconds(30);

    private PipelineTest(Definition definition) {
        this.definition = definition;
    }

    /** Of a definition's text; a wrong one is refused as the orchestrator refuses it. */
    public static PipelineTest of(String text) {
        try {
            return new PipelineTest(DEFINITIONS.parse(text));
        } catch (PlatformException refused) {
            throw new PlatformException(Refusal.told(refused.failure()), refused);
        }
    }

    public static PipelineTest of(Path file) {
        return of(Sources.read(file));
    }

    /** The run is given a parameter. */
    public PipelineTest with(String parameter, @Nullable Object value) {
        parameters.put(parameter, value);
        return this;
    }

    /** When the runs start on the virtual clock; 2026-01-01T00:00:00Z if nothing is said. */
    public PipelineTest startingAt(Instant instant) {
        start = instant;
        return this;
    }

    /** How long a cancelled run waits for its running steps, as millrace.runs.cancel-grace. */
    public PipelineTest cancelGrace(Duration duration) {
        grace = VirtualTime.checked(duration);
        return this;
    }

    /** What a step does; said again, it replaces what was said before. */
    public StepStub step(String name) {
        var stub = new StepStub(this, known(name));
        stubs.put(name, stub);
        return stub;
    }

    StepDefinition known(String name) {
        return definition.steps().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "pipeline '%s' has no step '%s'; it has %s"
                                        .formatted(definition.pipeline(), name, names())));
    }

    private String names() {
        return definition.steps().stream()
                .map(StepDefinition::name)
                .collect(Collectors.joining(", "));
    }

    /** What somebody does so long after the start of the run. */
    public Intervention after(Duration delay) {
        return new Intervention(this, VirtualTime.checked(delay));
    }

    PipelineTest add(Command command) {
        commands.add(command);
        return this;
    }

    /** A run from the start to where nothing happens any more. */
    public PipelineRun run() {
        var given = ParameterValues.of(definition, Plain.of(parameters)).orRefused();
        var run = new World(definition, given, stubs, commands, start, grace).play();
        runs.add(run);
        return run;
    }

    List<PipelineRun> runs() {
        return List.copyOf(runs);
    }
}
