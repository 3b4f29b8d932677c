package dev.millrace.prep.spark;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.ingest.DatasetColumn;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.prep.dataset.Input;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FeatureSpec;
import dev.millrace.transform.SpecMistake;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Remembers why a column is text: a mistake about it is then explained by the line and the value
 * that ingestion found.
 */
final class TextColumns {

    private static final Pattern FEATURE = Pattern.compile("features\\[(\\d+)].*");

    private final Recipe recipe;
    private final List<Column> columns;
    private final List<Input> inputs;

    TextColumns(Recipe recipe, List<Column> columns, List<Input> inputs) {
        this.recipe = recipe;
        this.columns = columns;
        this.inputs = inputs;
    }

    Mistake explain(SpecMistake mistake) {
        for (Input input : inputs) {
            for (DatasetColumn column : input.version().columns()) {
                var widened = column.widenedBy();
                if (widened != null && isText(column.name()) && concerns(mistake, column.name())) {
                    return Mistake.at(
                            widened.line(),
                            mistake.field(),
                            "%s; column %s is text because line %d of %s holds \"%s\""
                                    .formatted(
                                            mistake.message(),
                                            column.name(),
                                            widened.line(),
                                            input.version().reference(),
                                            widened.value()));
                }
            }
        }
        return Mistake.in(mistake.field(), mistake.message());
    }

    /** The same failure with the line of the value that did not convert, where it is known. */
    static PlatformException locate(PlatformException failed, List<Input> inputs) {
        for (Mistake mistake : failed.failure().mistakes()) {
            for (Input input : inputs) {
                for (DatasetColumn column : input.version().columns()) {
                    var widened = column.widenedBy();
                    if (widened != null
                            && column.name().equals(mistake.field())
                            && mistake.message().contains("\"" + widened.value() + "\"")) {
                        String message =
                                "%s It stands in line %d of %s."
                                        .formatted(
                                                mistake.message(),
                                                widened.line(),
                                                input.version().reference());
                        return new PlatformException(
                                failed.code(),
                                message,
                                List.of(Mistake.at(widened.line(), column.name(), message)));
                    }
                }
            }
        }
        return failed;
    }

    private boolean isText(String column) {
        return columns.contains(new Column(column, ColumnType.STRING));
    }

    private boolean concerns(SpecMistake mistake, String column) {
        var feature = FEATURE.matcher(mistake.field());
        if (feature.matches()) {
            FeatureSpec spec = recipe.features().get(Integer.parseInt(feature.group(1)));
            return spec.expression() == null
                    ? spec.columns().contains(column) && mistake.message().contains(column)
                    : spec.expression().contains(column);
        }
        return mistake.field().startsWith("target") && column.equals(recipe.target().column());
    }
}
