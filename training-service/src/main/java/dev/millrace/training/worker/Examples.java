package dev.millrace.training.worker;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.training.GoldenRow;
import dev.millrace.training.data.PreparedFiles;
import dev.millrace.training.data.RawRow;
import dev.millrace.training.engine.ExportedNetwork;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.FittedTransform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Raw rows with what the model says to them, computed one row at a time through the exported
 * network, as serving will do it. Rows that JSON cannot carry are left out.
 */
final class Examples {

    private static final int GOLDEN_ROWS = 200;
    private static final int PREDICTIONS = 10_000;

    private final ExportedNetwork network;
    private final FittedTransform transform;
    private final double threshold;
    private final JsonMapper json;

    /**
     * @param threshold of the version; null for the usual one
     */
    Examples(
            ExportedNetwork network,
            FittedTransform transform,
            @Nullable Double threshold,
            JsonMapper json) {
        this.network = network;
        this.transform = transform;
        this.threshold = requireNonNullElse(threshold, FittedTarget.THRESHOLD);
        this.json = json;
    }

    void write(PreparedFiles files, Path folder) throws IOException {
        writeGolden(files, folder.resolve("golden.json"));
        writePredictions(files, folder.resolve("test-predictions.jsonl"));
    }

    /** The first rows of the validation part, as a list. */
    private void writeGolden(PreparedFiles files, Path target) throws IOException {
        var rows = new ArrayList<GoldenRow>();
        files.rawRows(
                "validation",
                transform.inputs(),
                row -> {
                    if (row.isSendable()) {
                        rows.add(golden(row));
                    }
                    return rows.size() < GOLDEN_ROWS;
                });
        Files.write(target, json.writeValueAsBytes(rows));
    }

    /** The first rows of the test part, one per line. */
    private void writePredictions(PreparedFiles files, Path target) throws IOException {
        try (var lines = Files.newBufferedWriter(target)) {
            int[] written = {0};
            files.rawRows(
                    "test",
                    transform.inputs(),
                    row -> {
                        if (row.isSendable()) {
                            writeLine(lines, golden(row));
                            written[0]++;
                        }
                        return written[0] < PREDICTIONS;
                    });
        }
    }

    private GoldenRow golden(RawRow row) {
        var output = network.outputs(row.features(), 1);
        var prediction = transform.target().predict(output, threshold);
        return new GoldenRow(row.values(), row.features(), output, prediction);
    }

    private void writeLine(Writer lines, GoldenRow row) {
        try {
            lines.append(json.writeValueAsString(row)).append('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
