package dev.millrace.training.tracking;

import dev.millrace.training.filter.Column;
import dev.millrace.training.filter.Parameters;
import dev.millrace.training.filter.Subject;
import dev.millrace.training.filter.Vocabulary;
import java.util.Locale;

/** What can be asked about experiments, which a statement calls {@code e}. */
final class ExperimentVocabulary implements Vocabulary {

    static final Vocabulary INSTANCE = new ExperimentVocabulary();

    private ExperimentVocabulary() {}

    @Override
    public Column column(Subject subject, Parameters parameters) {
        return switch (subject.entity()) {
            case TAG -> Column.text("e.tags ->> " + parameters.add(subject.key()));
            case ATTRIBUTE -> attribute(subject);
            case METRIC, PARAM -> throw unknown(subject);
        };
    }

    private static Column attribute(Subject subject) {
        return switch (subject.key().toLowerCase(Locale.ROOT)) {
            case "name" -> Column.text("e.name");
            case "experiment_id" -> Column.number("e.id");
            case "creation_time" -> Column.number("extract(epoch from e.created_at) * 1000");
            case "last_update_time" -> Column.number("extract(epoch from e.updated_at) * 1000");
            default -> throw unknown(subject);
        };
    }

    private static RuntimeException unknown(Subject subject) {
        return Vocabulary.unknown(
                subject, "name, experiment_id, creation_time, last_update_time and tags.…");
    }
}
