package dev.millrace.orchestrator.trigger;

import dev.millrace.contracts.Names;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.TriggerRequest;
import dev.millrace.orchestrator.definition.DurationText;
import dev.millrace.orchestrator.definition.FactTexts;
import dev.millrace.orchestrator.definition.ParameterValues;
import dev.millrace.orchestrator.pipeline.Pipelines;
import dev.millrace.orchestrator.probe.Probe;
import dev.millrace.orchestrator.probe.ProbeReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what people ask of a trigger and lists every mistake in it. */
@Component
class TriggerCheck {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Pipelines pipelines;
    private final Triggers triggers;

    TriggerCheck(Pipelines pipelines, Triggers triggers) {
        this.pipelines = pipelines;
        this.triggers = triggers;
    }

    /** What it looks for; refused with every mistake otherwise. */
    Probe check(String name, TriggerRequest request) {
        List<Mistake> mistakes = new ArrayList<>();
        if (!name.matches(Names.PATTERN)) {
            mistakes.add(Mistake.in("name", Names.MESSAGE));
        }
        var every = DurationText.parse(request.every()).orElse(Duration.ZERO);
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            mistakes.add(
                    Mistake.in(
                            "every",
                            "'%s' must be %s, from 1s to 1d"
                                    .formatted(request.every(), DurationText.FORM)));
        }
        var probe = ProbeReader.read(request.on(), "on", mistakes);
        if (probe != null) {
            checkFacts(probe, request, mistakes);
            checkCircle(name, probe, request, mistakes);
        }
        checkParameters(request, mistakes);
        if (probe == null || !mistakes.isEmpty()) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "the trigger is wrong: %s %s"
                            .formatted(mistakes.getFirst().field(), mistakes.getFirst().message()),
                    mistakes);
        }
        return probe;
    }

    private static void checkFacts(Probe probe, TriggerRequest request, List<Mistake> mistakes) {
        request.parameters()
                .forEach((parameter, value) ->
                        FactTexts.unknown(value, name -> isFact(probe, name))
                                .forEach(unknown ->
                                        mistakes.add(
                                                Mistake.in(
                                                        "parameters." + parameter,
                                                        "%s is no fact of this trigger; there are ${event.NAME} with %s, and ${trigger.name}"
                                                                .formatted(
                                                                        unknown,
                                                                        String.join(
                                                                                ", ",
                                                                                new TreeSet<>(
                                                                                        probe
                                                                                                .facts())))))));
    }

    private static boolean isFact(Probe probe, String name) {
        return name.equals(KeptTrigger.NAME)
                || name.startsWith(KeptTrigger.FACT)
                        && probe.hasFact(name.substring(KeptTrigger.FACT.length()));
    }

    /** A pipeline whose end starts it again, if only by way of others, never comes to rest. */
    private void checkCircle(
            String name, Probe probe, TriggerRequest request, List<Mistake> mistakes) {
        if (!(probe instanceof Probe.RunEnds ends)) {
            return;
        }
        var others =
                triggers.list(null).stream()
                        .filter(other -> !other.name().equals(name))
                        .map(KeptTrigger::definition)
                        .filter(other -> other.on().pipeline() != null)
                        .toList();
        var reached = new TreeSet<>(List.of(request.pipeline()));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (var other : others) {
                var after = other.on().pipeline();
                if (after != null && reached.contains(after.name())) {
                    grows |= reached.add(other.pipeline());
                }
            }
        }
        if (reached.contains(ends.pipeline())) {
            mistakes.add(
                    Mistake.in(
                            "on.pipeline.name",
                            "the end of '%s' would start '%s' again and again"
                                    .formatted(ends.pipeline(), ends.pipeline())));
        }
    }

    private void checkParameters(TriggerRequest request, List<Mistake> mistakes) {
        var field = "pipeline";
        try {
            int number = pipelines.number(request.pipeline(), "latest");
            field = "version";
            var definition =
                    pipelines.definition(
                            request.pipeline(),
                            request.version() == null ? number : request.version());
            var given = new LinkedHashMap<String, @Nullable Object>(request.parameters());
            // What stands for a fact is known when it is found; until then its name must do.
            var facts = new TreeSet<String>();
            request.parameters()
                    .forEach((name, value) -> {
                        if (!FactTexts.names(value).isEmpty()
                                && definition.parameters().containsKey(name)) {
                            facts.add("parameters." + name);
                            given.remove(name);
                        }
                    });
            ParameterValues.of(definition, given).mistakes().stream()
                    .filter(mistake -> !facts.contains(mistake.field()))
                    .forEach(mistakes::add);
        } catch (PlatformException refused) {
            if (refused.code() != FailureCode.PIPELINE_NOT_FOUND) {
                throw refused;
            }
            mistakes.add(Mistake.in(field, refused.failure().message()));
        }
    }
}
