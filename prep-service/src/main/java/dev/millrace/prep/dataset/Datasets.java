package dev.millrace.prep.dataset;

import dev.millrace.contracts.VersionReference;
import dev.millrace.contracts.ingest.DatasetVersion;
import dev.millrace.contracts.ingest.IngestApi;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The dataset versions of ingest-service. */
@Component
public class Datasets {

    private final IngestApi ingest;

    Datasets(IngestApi ingest) {
        this.ingest = ingest;
    }

    /**
     * @param reference {@code name@number} or {@code name@latest}
     */
    public DatasetVersion find(String reference) {
        var parsed = VersionReference.parse(reference);
        return ingest.version(parsed.name(), parsed.version());
    }

    /** The versions by view name, in the order of the names. */
    public List<Input> findAll(Map<String, String> references) {
        return references.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Input(entry.getKey(), find(entry.getValue())))
                .toList();
    }

    /** Keeps the versions from being deleted while the prepared data exists. Idempotent. */
    public void refer(UUID preparedData, Collection<String> references) {
        for (String reference : references) {
            var version = VersionReference.parse(reference);
            ingest.addReference(version.name(), version.version(), referrer(preparedData));
        }
    }

    /** Lets go of the versions. Idempotent. */
    public void release(UUID preparedData, Collection<String> references) {
        for (String reference : references) {
            var version = VersionReference.parse(reference);
            ingest.removeReference(version.name(), version.version(), referrer(preparedData));
        }
    }

    private static String referrer(UUID preparedData) {
        return "prep:" + preparedData;
    }
}
