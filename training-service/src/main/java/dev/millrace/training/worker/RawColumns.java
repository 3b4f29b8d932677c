package dev.millrace.training.worker;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.EvaluationOptions;
import dev.millrace.training.data.PreparedFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the raw columns that an evaluation names. */
record RawColumns(PreparedFiles files, EvaluationOptions options) {

    /** Refuses names that the prepared data does not have, before hours are spent on a fit. */
    void require() throws IOException {
        var wanted = new LinkedHashMap<String, String>();
        for (int index = 0; index < options.slices().size(); index++) {
            wanted.put("evaluation.slices[%d]".formatted(index), options.slices().get(index));
        }
        var forecast = options.forecast();
        if (forecast != null) {
            putIfPresent(wanted, "evaluation.forecast.naive", forecast.naive());
            putIfPresent(wanted, "evaluation.forecast.seasonalNaive", forecast.seasonalNaive());
        }
        if (!wanted.isEmpty()) {
            requireAll(wanted, files.columnNames("test"));
        }
    }

    private static void requireAll(Map<String, String> wanted, List<String> present) {
        var mistakes = new ArrayList<Mistake>();
        wanted.forEach((field, column) -> {
            if (!present.contains(column)) {
                var message = "names the column %s; the prepared data has %s";
                mistakes.add(Mistake.in(field, message.formatted(column, present)));
            }
        });
        if (!mistakes.isEmpty()) {
            var first = mistakes.getFirst();
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST, first.field() + " " + first.message(), mistakes);
        }
    }

    private static void putIfPresent(
            Map<String, String> wanted, String field, @Nullable String column) {
        if (column != null) {
            wanted.put(field, column);
        }
    }

    /** By column to slice by, the value of each of the first rows as text. */
    Map<String, List<@Nullable String>> slicing(String part, int most) throws IOException {
        var texts = new LinkedHashMap<String, List<@Nullable String>>();
        if (!options.slices().isEmpty()) {
            var columns = files.columns(part, options.slices(), most);
            for (var column : columns.entrySet()) {
                texts.put(column.getKey(), texts(column.getValue()));
            }
        }
        return texts;
    }

    private static List<@Nullable String> texts(List<@Nullable Object> values) {
        var texts = new ArrayList<@Nullable String>();
        for (var value : values) {
            texts.add(value == null ? null : value.toString());
        }
        return texts;
    }

    /** A column of numbers; NaN where a row has none. */
    double[] numbers(String part, String column, int most) throws IOException {
        var values = Objects.requireNonNull(files.columns(part, List.of(column), most).get(column));
        return values.stream().mapToDouble(value -> number(column, value)).toArray();
    }

    private static double number(String column, @Nullable Object value) {
        return switch (value) {
            case null -> Double.NaN;
            case Number number -> number.doubleValue();
            default ->
                    throw new PlatformException(
                            FailureCode.INVALID_REQUEST,
                            "evaluation.forecast names the column %s, which holds \"%s\": a forecast is a number."
                                    .formatted(column, value));
        };
    }
}
