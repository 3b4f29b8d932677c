package dev.millrace.orchestrator.probe;

import dev.millrace.contracts.Names;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.orchestrator.Watched;
import dev.millrace.orchestrator.definition.BodyCondition;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what people write of what is to be looked for, and lists every mistake in it. */
public final class ProbeReader {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final String field;
    private final List<Mistake> mistakes;

    private ProbeReader(String field, List<Mistake> mistakes) {
        this.field = field;
        this.mistakes = mistakes;
    }

    /** Null where something is wrong with it, which is added to the mistakes. */
    public static @Nullable Probe read(Watched watched, String field, List<Mistake> mistakes) {
        return new ProbeReader(field, mistakes).read(watched);
    }

    /** What was found right before. */
    public static Probe stored(Watched watched) {
        var mistakes = new ArrayList<Mistake>();
        var probe = read(watched, "on", mistakes);
        if (probe == null) {
            throw new IllegalStateException("what is stored is wrong: " + mistakes);
        }
        return probe;
    }

    private @Nullable Probe read(Watched it) {
        long given =
                Stream.of(it.dataset(), it.s3(), it.sql(), it.http(), it.pipeline(), it.event())
                        .filter(Objects::nonNull)
                        .count();
        if (given != 1) {
            mistakes.add(
                    Mistake.in(
                            field,
                            "must have exactly one of dataset, s3, sql, http, pipeline, event; it has %d"
                                    .formatted(given)));
            return null;
        }
        int before = mistakes.size();
        var probe = one(it);
        return mistakes.size() == before ? probe : null;
    }

    private @Nullable Probe one(Watched it) {
        if (it.dataset() != null) {
            name("dataset", it.dataset());
            return new Probe.NewVersion(it.dataset());
        }
        if (it.s3() != null) {
            return objects(it.s3());
        }
        if (it.sql() != null) {
            return new Probe.Rises(it.sql().connection(), it.sql().query(), it.sql().above());
        }
        if (it.http() != null) {
            return answers(it.http());
        }
        if (it.pipeline() != null) {
            name("pipeline.name", it.pipeline().name());
            return new Probe.RunEnds(it.pipeline().name(), it.pipeline().state());
        }
        var event = Objects.requireNonNull(it.event()).name();
        name("event.name", event);
        return new Probe.Emitted(event);
    }

    private @Nullable Probe objects(Watched.Objects s3) {
        if (s3.key() != null && s3.prefix() == null && !s3.key().isEmpty()) {
            return new Probe.OneObject(s3.bucket(), s3.key());
        }
        if (s3.prefix() != null && s3.key() == null) {
            return new Probe.ObjectsBelow(s3.bucket(), s3.prefix());
        }
        mistake("s3", "has either key, of one object, or prefix, of many");
        return null;
    }

    private @Nullable Probe answers(Watched.Http http) {
        var url = url(http.url());
        return url == null
                ? null
                : new Probe.Answers(
                        url, http.expect(), http.where() == null ? null : where(http.where()));
    }

    private @Nullable URI url(String text) {
        try {
            var url = URI.create(text);
            if (url.getScheme() != null
                    && url.getHost() != null
                    && SCHEMES.contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException wrong) {
            // told below
        }
        mistake("http.url", "must be an address such as https://example.org/status");
        return null;
    }

    private @Nullable BodyCondition where(String text) {
        try {
            return BodyCondition.parse(text);
        } catch (IllegalArgumentException wrong) {
            mistake("http.where", String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    private void name(String of, String name) {
        if (!name.matches(Names.PATTERN)) {
            mistake(of, Names.MESSAGE);
        }
    }

    private void mistake(String of, String message) {
        mistakes.add(Mistake.in("%s.%s".formatted(field, of), message));
    }
}
