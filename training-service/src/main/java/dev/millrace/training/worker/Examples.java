package dev.millrace.training.worker;

import dev.millrace.contracts.training.GoldenRow;
import dev.millrace.training.data.PreparedFiles;
import dev.millrace.training.data.RawRow;
import dev.millrace.training.engine.ExportedNetwork;
import dev.millrace.transform.FittedTransform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final JsonMapper json;

    Examples(ExportedNetwork network, FittedTransform transform, JsonMapper json) {
        this.network = network;
        this.transform = transform;
        this.json = json;
    }

    /** The first rows of the validation part, as a list. */
    void writeGolden(PreparedFiles files, Path target) throws IOException {
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
    void writePredictions(PreparedFiles files, Path target) throws IOException {
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
        return new GoldenRow(
                row.values(), row.features(), output, transform.target().predict(output));
    }

    private void writeLine(Writer lines, GoldenRow row) {
        try {
            lines.append(json.writeValueAsString(row)).append('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
