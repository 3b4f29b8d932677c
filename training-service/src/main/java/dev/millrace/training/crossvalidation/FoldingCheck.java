package dev.millrace.training.crossvalidation;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.CrossValidationRequest;
import dev.millrace.contracts.training.Folding;
import dev.millrace.contracts.training.Folding.Kind;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.data.PatientStore;
import dev.millrace.training.data.PreparedFiles;
import dev.millrace.training.data.StoredTransform;
import dev.millrace.training.launch.WorkerSettings;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.TargetSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Closes what a folding leaves open, and refuses one that the data does not allow. */
@Component
class FoldingCheck {

    // A value as an object with its place in its row; texts of tables are short.
    private static final int BYTES_OF_A_VALUE = 48;
    private static final double SHARE_OF_HEAP = 0.5;

    private final ObjectStore store;
    private final WorkerSettings workers;

    FoldingCheck(ObjectStore store, WorkerSettings workers) {
        this.store = store;
        this.workers = workers;
    }

    /** The request with nothing left open; throws INVALID_REQUEST with every mistake. */
    CrossValidationRequest complete(CrossValidationRequest request, PreparedData data)
            throws IOException {
        var columns =
                new PreparedFiles(new PatientStore(store), StoredTransform.prefix(data, store))
                        .schema();
        var folding = resolved(request.folding(), data);
        var mistakes = mistakes(folding, data, columns);
        if (request.training().fineTune() != null) {
            mistakes.add(Mistake.in("training.fineTune", "is not for folds: they start by chance"));
        }
        if (!mistakes.isEmpty()) {
            var first = mistakes.getFirst();
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "%s %s.".formatted(first.field(), first.message()),
                    mistakes);
        }
        requireMemory(folding, data, columns);
        return new CrossValidationRequest(request.training(), folding);
    }

    private static Folding resolved(Folding folding, PreparedData data) {
        var kind = folding.kind() == null ? usual(folding, data) : folding.kind();
        boolean byTarget = kind == Kind.STRATIFIED && folding.by() == null;
        return folding.as(kind, byTarget ? data.target().column() : folding.by());
    }

    private static Kind usual(Folding folding, PreparedData data) {
        return folding.by() != null || hasClasses(data) ? Kind.STRATIFIED : Kind.PLAIN;
    }

    private static boolean hasClasses(PreparedData data) {
        var kind = data.target().kind();
        return kind == TargetSpec.Kind.BINARY || kind == TargetSpec.Kind.MULTICLASS;
    }

    private static List<Mistake> mistakes(
            Folding folding, PreparedData data, List<Column> columns) {
        var mistakes = new ArrayList<Mistake>();
        if (folding.parts().isEmpty()) {
            mistakes.add(Mistake.in("folding.parts", "must name a part"));
        }
        if (folding.kind() == Kind.TIME_SERIES && folding.repetitions() > 1) {
            mistakes.add(
                    Mistake.in(
                            "folding.repetitions",
                            "must be 1 for time-series: its folds are not shuffled"));
        }
        long rows = rows(folding, data);
        if (rows < 3L * folding.folds()) {
            mistakes.add(
                    Mistake.in(
                            "folding.folds",
                            "are %d for %d rows; use at most one for 3 rows"
                                    .formatted(folding.folds(), rows)));
        }
        column(folding, columns).ifPresent(mistakes::add);
        return mistakes;
    }

    private static Optional<Mistake> column(Folding folding, List<Column> columns) {
        var by = folding.by();
        if (folding.kind() == Kind.PLAIN) {
            return Optional.ofNullable(by)
                    .map(column -> Mistake.in("folding.by", "means nothing to the kind plain"));
        }
        if (by == null) {
            return Optional.of(Mistake.in("folding.by", "must name a raw column for this kind"));
        }
        var found = type(by, columns);
        if (found == null) {
            var names = columns.stream().map(Column::name).toList();
            return Optional.of(
                    Mistake.in(
                            "folding.by",
                            "\"%s\" is no column of the prepared data; there are %s"
                                    .formatted(by, String.join(", ", names))));
        }
        return found == ColumnType.DOUBLE_ARRAY
                ? Optional.of(Mistake.in("folding.by", "must be a column of single values"))
                : Optional.empty();
    }

    private static @Nullable ColumnType type(String name, List<Column> columns) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .map(Column::type)
                .findFirst()
                .orElse(null);
    }

    private static long rows(Folding folding, PreparedData data) {
        return folding.parts().stream()
                .mapToLong(part ->
                        switch (part) {
                            case TRAIN -> data.trainRows();
                            case VALIDATION -> data.validationRows();
                            case TEST -> data.testRows();
                        })
                .sum();
    }

    /** Folds are held in memory, raw and transformed. */
    private void requireMemory(Folding folding, PreparedData data, List<Column> columns) {
        long row = (long) columns.size() * BYTES_OF_A_VALUE;
        row += 2L * Float.BYTES * (data.featureNames().size() + 1);
        long needed = rows(folding, data) * row;
        if (needed > workers.heap().toBytes() * SHARE_OF_HEAP) {
            throw new PlatformException(
                    FailureCode.UNTRAINABLE_DATA,
                    """
                    %d rows of %d columns need about %d MB of a worker's memory to be folded, which has %d MB in all. \
                    Raise millrace.training.worker.heap, or fold fewer parts.\
                    """
                            .formatted(
                                    rows(folding, data),
                                    columns.size(),
                                    needed >> 20,
                                    workers.heap().toMegabytes()));
        }
    }
}
