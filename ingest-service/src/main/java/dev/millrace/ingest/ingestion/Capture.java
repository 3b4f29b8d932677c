package dev.millrace.ingest.ingestion;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.ingest.csv.CsvFile;
import dev.millrace.ingest.csv.CsvFormat;
import dev.millrace.ingest.csv.CsvLimits;
import dev.millrace.ingest.csv.CsvRow;
import dev.millrace.ingest.csv.ReadMistakes;
import dev.millrace.ingest.schema.SchemaInference;
import dev.millrace.ingest.source.SourceFile;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first pass: stores the files of a source as they come, and finds their schema on the way. */
final class Capture {

    private final JobContext context;
    private final ObjectStore store;
    private final CsvFormat format;
    private final CsvLimits limits;
    private final long maxBytes;
    private final ReadMistakes mistakes = new ReadMistakes();
    private final List<Captured.RawFile> files = new ArrayList<>();
    private long bytes;
    private @Nullable SchemaInference inference;
    private @Nullable List<String> columns;

    Capture(
            JobContext context,
            ObjectStore store,
            CsvFormat format,
            CsvLimits limits,
            long maxBytes) {
        this.context = context;
        this.store = store;
        this.format = format;
        this.limits = limits;
        this.maxBytes = maxBytes;
    }

    Captured run(List<SourceFile> source) throws IOException {
        for (var file : source) {
            mistakes.in(source.size() == 1 ? "" : file.name());
            capture(file);
        }
        var schema = inference;
        if (schema == null || schema.rows() == 0) {
            mistakes.in("");
            throw mistakes.fatal(
                    Mistake.at(1, null, "the source has no rows, only the names of its columns"));
        }
        mistakes.throwIfAny();
        return new Captured(files, schema.rows(), bytes, schema.columns());
    }

    private void capture(SourceFile file) throws IOException {
        var opened = file.open();
        try (var stream = opened.stream()) {
            context.onInterrupt(() -> closeQuietly(stream));
            var key = "%ssource/part-%05d.csv".formatted(context.outputPrefix(), files.size());
            var target = store.create(key);
            var progress = Progress.reading(context, opened.bytes());
            var copy = new Copy(stream, file.name(), target, read -> count(read, progress));
            try {
                read(copy);
                target.close();
            } finally {
                target.abort(); // does nothing to an object that is complete
            }
            files.add(new Captured.RawFile(key, copy.hash()));
        }
    }

    private void read(InputStream stream) throws IOException {
        var csv = new CsvFile(stream, format, limits, mistakes);
        var schema = schemaFor(csv.columns());
        CsvRow row;
        while ((row = csv.next()) != null) {
            schema.add(row);
        }
    }

    private SchemaInference schemaFor(List<String> found) {
        if (columns != null && !columns.equals(found)) {
            throw mistakes.fatal(
                    Mistake.at(
                            1,
                            null,
                            "has the columns %s, but the first file has %s"
                                    .formatted(found, columns)));
        }
        if (inference == null) {
            columns = found;
            inference = new SchemaInference(found, format.types(), mistakes);
        }
        return inference;
    }

    private void count(long read, Progress progress) {
        bytes += read;
        if (bytes > maxBytes) {
            throw new PlatformException(
                    FailureCode.BODY_TOO_LARGE,
                    "The source is larger than the %,d bytes that the setting millrace.ingest.max-source-size allows."
                            .formatted(maxBytes));
        }
        progress.add(read);
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException ignored) {
            // The job ends anyway; this only wakes its reader.
        }
    }
}
