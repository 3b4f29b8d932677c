package dev.millrace.ingest.ingestion;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.ingest.DatasetVersion;
import dev.millrace.contracts.ingest.IngestRequest;
import dev.millrace.ingest.csv.CsvFormat;
import dev.millrace.ingest.csv.CsvLimits;
import dev.millrace.ingest.dataset.Datasets;
import dev.millrace.ingest.dataset.Leftovers;
import dev.millrace.ingest.dataset.NewVersion;
import dev.millrace.ingest.dataset.Published;
import dev.millrace.ingest.dataset.Publishing;
import dev.millrace.ingest.source.SourceSettings;
import dev.millrace.ingest.source.Sources;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobHandler;
import dev.millrace.kit.job.Publication;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.StoredObject;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Turns a source into a dataset version in two passes of constant memory. The first stores the
 * bytes and finds their schema, the second writes Parquet from the stored bytes, so that what is
 * typed is what was hashed, whatever the source does meanwhile.
 */
@Component
class Ingestion implements JobHandler<IngestRequest> {

    private final Sources sources;
    private final SourceSettings settings;
    private final CsvLimits limits;
    private final ObjectStore store;
    private final Datasets datasets;
    private final Publishing publishing;
    private final Leftovers leftovers;
    private final MeterRegistry metrics;

    Ingestion(
            Sources sources,
            SourceSettings settings,
            CsvLimits limits,
            ObjectStore store,
            Datasets datasets,
            Publishing publishing,
            Leftovers leftovers,
            MeterRegistry metrics) {
        this.sources = sources;
        this.settings = settings;
        this.limits = limits;
        this.store = store;
        this.datasets = datasets;
        this.publishing = publishing;
        this.leftovers = leftovers;
        this.metrics = metrics;
    }

    @Override
    public String kind() {
        return "ingestion";
    }

    @Override
    public Class<IngestRequest> requestType() {
        return IngestRequest.class;
    }

    @Override
    public Publication run(JobContext context, IngestRequest request) throws IOException {
        var format = CsvFormat.of(request.csv());
        long maxBytes = settings.maxSourceSize().toBytes();
        var captured =
                new Capture(context, store, format, limits, maxBytes)
                        .run(sources.find(request.source()));
        var version = version(context, request, format, captured);
        if (datasets.withHash(version.dataset(), version.hash()).isPresent()) {
            leftovers.remove(context.outputPrefix());
            return () -> result(existing(version));
        }
        new Conversion(context, store, format, limits).run(captured);
        return () -> {
            var published = publishing.publish(version);
            if (!published.existing()) {
                count(captured);
            }
            return result(published);
        };
    }

    private static NewVersion version(
            JobContext context, IngestRequest request, CsvFormat format, Captured captured) {
        var hashes = captured.files().stream().map(Captured.RawFile::hash).toList();
        var sourceKey =
                captured.files().size() == 1
                        ? captured.files().getFirst().key()
                        : context.outputPrefix() + "source/";
        return new NewVersion(
                request.dataset(),
                VersionIdentity.of(hashes, format, captured.columns()),
                new NewVersion.Content(
                        captured.rows(),
                        captured.bytes(),
                        captured.columns(),
                        context.outputPrefix(),
                        sourceKey),
                new NewVersion.Origin(request.source(), format.canonical(), context.principal()));
    }

    /** Asked again inside the publishing transaction: a delete may have come in between. */
    private Published existing(NewVersion version) {
        return datasets.withHash(version.dataset(), version.hash())
                .map(found -> new Published(found, true))
                .orElseThrow(() ->
                        new PlatformException(
                                FailureCode.SERVICE_UNAVAILABLE,
                                "The version of %s that already held this source was deleted meanwhile; ingest it again."
                                        .formatted(version.dataset())));
    }

    private void count(Captured captured) {
        metrics.counter("millrace.ingest.rows").increment(captured.rows());
        metrics.counter("millrace.ingest.bytes").increment(captured.bytes());
    }

    private Map<String, Object> result(Published published) {
        DatasetVersion version = published.version();
        List<Map<String, String>> columns =
                version.columns().stream()
                        .map(column -> Map.of("name", column.name(), "type", column.type().name()))
                        .toList();
        return Map.of(
                "reference", version.reference(),
                "datasetVersion", version.reference(),
                "dataset", version.dataset(),
                "number", version.number(),
                "hash", version.hash(),
                "rows", version.rows(),
                "columns", columns,
                "parts", parts(version),
                "existing", published.existing());
    }

    /** Where its rows lie, in order: what a map over the parts of a dataset is over. */
    private List<String> parts(DatasetVersion version) {
        return store.list(store.keyOf(version.location())).stream()
                .map(StoredObject::key)
                .filter(key -> key.endsWith(".parquet"))
                .sorted()
                .map(store::uri)
                .toList();
    }
}
