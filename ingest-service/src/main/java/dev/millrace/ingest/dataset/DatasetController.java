package dev.millrace.ingest.dataset;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.ingest.Dataset;
import dev.millrace.contracts.ingest.DatasetVersion;
import dev.millrace.contracts.ingest.IngestApi;
import dev.millrace.contracts.ingest.IngestRequest;
import dev.millrace.contracts.ingest.Preview;
import dev.millrace.contracts.job.Job;
import dev.millrace.ingest.csv.CsvFormat;
import dev.millrace.ingest.source.Sources;
import dev.millrace.kit.job.Jobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DatasetController implements IngestApi {

    private static final int MOST_LISTED = 1000;

    private final Jobs jobs;
    private final Sources sources;
    private final Datasets datasets;
    private final References references;
    private final Previews previews;
    private final Leftovers leftovers;

    DatasetController(
            Jobs jobs,
            Sources sources,
            Datasets datasets,
            References references,
            Previews previews,
            Leftovers leftovers) {
        this.jobs = jobs;
        this.sources = sources;
        this.datasets = datasets;
        this.references = references;
        this.previews = previews;
        this.leftovers = leftovers;
    }

    @Override
    public ResponseEntity<Job> ingest(
            @Nullable String idempotencyKey, @Nullable String callbackUrl, IngestRequest request) {
        sources.check(request.source());
        CsvFormat.of(request.csv()); // refuses wrong options before there is a job
        return jobs.submit("ingestion", request, idempotencyKey, callbackUrl);
    }

    @Override
    public List<Dataset> list(int limit) {
        return datasets.list(bounded("limit", limit));
    }

    @Override
    public List<DatasetVersion> versions(String name) {
        return datasets.versions(name);
    }

    @Override
    public DatasetVersion version(String name, String version) {
        return datasets.version(name, version);
    }

    @Override
    public Preview preview(String name, String version, int rows) {
        var found = datasets.version(name, version);
        try {
            return previews.first(bounded("rows", rows), found, datasets.options(found));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void delete(String name, String version) {
        // Committed first: objects without a row are swept one day, a row without objects is a lie.
        leftovers.remove(references.delete(name, number(name, version)));
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void addReference(String name, String version, String referrer) {
        references.add(name, number(name, version), referrer);
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void removeReference(String name, String version, String referrer) {
        references.remove(name, number(name, version), referrer);
    }

    private int number(String name, String version) {
        return version.equals("latest")
                ? datasets.version(name, version).number()
                : VersionNumber.parse(version);
    }

    private static int bounded(String parameter, int value) {
        if (value < 1 || value > MOST_LISTED) {
            var right = "must be 1 to " + MOST_LISTED;
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "%s %s, not %d.".formatted(parameter, right, value),
                    List.of(Mistake.in(parameter, right)));
        }
        return value;
    }
}
