package dev.millrace.prep.prepared;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.ColumnStatistics;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.kit.store.ObjectStore;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the columns of a training part are like, kept beside its rows. */
@Component
class StatisticsFiles {

    private static final String NAME = "statistics.json";
    private static final int LARGEST = 64 << 20;

    private final ObjectStore store;
    private final JsonMapper json;

    StatisticsFiles(ObjectStore store, JsonMapper json) {
        this.store = store;
        this.json = json;
    }

    void write(String prefix, List<ColumnStatistics> columns) {
        store.put(prefix + NAME, json.writeValueAsBytes(columns));
    }

    List<ColumnStatistics> read(PreparedData data) {
        var key = store.keyOf(data.location()) + NAME;
        if (!store.exists(key)) {
            throw new PlatformException(
                    FailureCode.ARTIFACT_NOT_FOUND,
                    "Prepared data %s has no statistics: an older version made it."
                            .formatted(data.id()));
        }
        return List.of(json.readValue(store.read(key, LARGEST), ColumnStatistics[].class));
    }
}
