package dev.millrace.training.worker;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Folding;
import dev.millrace.training.data.PatientStore;
import dev.millrace.training.data.Table;
import dev.millrace.training.fit.RowSource;
import dev.millrace.transform.Column;
import dev.millrace.transform.expression.ColumnLookup;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a worker has read of the data of its last task, in case the next one wants it too. */
final class OpenData {

    private final PatientStore store;
    private @Nullable UUID id;
    private @Nullable Prepared prepared;
    private final Map<String, RowSource> parts = new HashMap<>();
    private @Nullable Folding folding;
    private @Nullable Table table;

    OpenData(PatientStore store) {
        this.store = store;
    }

    Prepared prepared(PreparedData data) {
        var open = prepared;
        if (open == null || !data.id().equals(id)) {
            forget();
            open = Prepared.of(data, store);
            prepared = open;
            id = data.id();
        }
        return open;
    }

    RowSource rows(PreparedData data, String part) throws IOException {
        var from = prepared(data);
        var rows = parts.get(part);
        if (rows == null) {
            rows = from.parts().of(part);
            parts.put(part, rows);
        }
        return rows;
    }

    /** All rows of the parts that are folded, with what transform, target and folding need. */
    Table table(PreparedData data, Folding wanted) throws IOException {
        var from = prepared(data);
        var open = table;
        if (open == null || !wanted.equals(folding)) {
            var names = wanted.parts().stream().map(Folding.Part::folder).toList();
            open = from.files().table(names, columns(from, wanted));
            table = open;
            folding = wanted;
        }
        return open;
    }

    private static List<Column> columns(Prepared from, Folding folding) throws IOException {
        var schema = from.files().schema();
        Set<Column> needed = new LinkedHashSet<>(from.transform().inputs());
        var target = from.data().target().column();
        if (target != null) {
            needed.add(schema.get(ColumnLookup.indexOf(target, schema)));
        }
        if (folding.by() != null) {
            var by = Objects.requireNonNull(folding.by());
            needed.add(schema.get(ColumnLookup.indexOf(by, schema)));
        }
        return schema.stream().filter(needed::contains).toList();
    }

    private void forget() {
        id = null;
        prepared = null;
        table = null;
        folding = null;
        parts.clear();
    }
}
