package dev.millrace.ingest.source;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Every place that an ingestion may read from. */
@Component
public class Sources {

    private final List<SourceKind> kinds;

    Sources(List<SourceKind> kinds) {
        this.kinds = kinds;
    }

    public List<SourceFile> find(String source) {
        return kindOf(source).find(source);
    }

    /** Refuses what is no source at all, before a job is made of it. */
    public void check(String source) {
        kindOf(source);
    }

    private SourceKind kindOf(String source) {
        return kinds.stream()
                .filter(kind -> kind.handles(source))
                .findFirst()
                .orElseThrow(() -> unknown(source));
    }

    private static PlatformException unknown(String source) {
        String expected =
                "must be http(s)://…, s3://bucket/key, s3://bucket/prefix/, upload:<id>, file:///… or a path";
        return new PlatformException(
                FailureCode.INVALID_REQUEST,
                "The source \"%s\" cannot be read: it %s.".formatted(source, expected),
                List.of(Mistake.in("source", expected)));
    }
}
