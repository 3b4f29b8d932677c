package dev.millrace.orchestrator.probe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks for whatever a probe says. Takes seconds where others are slow, and never minutes. */
@Component
public class Probes {

    private final Versions versions;
    private final OneObjects objects;
    private final Prefixes prefixes;
    private final Numbers numbers;
    private final WebAnswers answers;
    private final RunEndings endings;
    private final Emissions emissions;

    Probes(
            Versions versions,
            OneObjects objects,
            Prefixes prefixes,
            Numbers numbers,
            WebAnswers answers,
            RunEndings endings,
            Emissions emissions) {
        this.versions = versions;
        this.objects = objects;
        this.prefixes = prefixes;
        this.numbers = numbers;
        this.answers = answers;
        this.endings = endings;
        this.emissions = emissions;
    }

    /** A cursor before which everything lies that is there already. */
    public String now(Probe probe) {
        return switch (probe) {
            case Probe.NewVersion it -> versions.now(it);
            case Probe.OneObject it -> objects.now(it);
            case Probe.ObjectsBelow it -> prefixes.now(it);
            case Probe.Rises it -> numbers.now(it);
            case Probe.Answers it -> answers.now(it);
            case Probe.RunEnds it -> endings.now(it);
            case Probe.Emitted it -> emissions.now(it);
        };
    }

    /**
     * A cursor before which everything is older than that; the beginning where a probe knows no
     * better.
     */
    public @Nullable String since(Probe probe, Instant at) {
        return switch (probe) {
            case Probe.RunEnds it -> endings.since(it, at);
            case Probe.Emitted it -> emissions.since(it, at);
            case Probe.NewVersion it -> null;
            case Probe.OneObject it -> null;
            case Probe.ObjectsBelow it -> null;
            case Probe.Rises it -> null;
            case Probe.Answers it -> null;
        };
    }

    /**
     * What lies behind a cursor; null is the beginning. May find again what it found before, under
     * the same name.
     */
    public Look look(Probe probe, @Nullable String cursor) {
        return switch (probe) {
            case Probe.NewVersion it -> versions.look(it, cursor);
            case Probe.OneObject it -> objects.look(it, cursor);
            case Probe.ObjectsBelow it -> prefixes.look(it, cursor);
            case Probe.Rises it -> numbers.look(it, cursor);
            case Probe.Answers it -> answers.look(it, cursor);
            case Probe.RunEnds it -> endings.look(it, cursor);
            case Probe.Emitted it -> emissions.look(it, cursor);
        };
    }
}
