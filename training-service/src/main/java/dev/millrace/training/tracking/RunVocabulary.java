package dev.millrace.training.tracking;

import dev.millrace.training.filter.Column;
import dev.millrace.training.filter.Parameters;
import dev.millrace.training.filter.Subject;
import dev.millrace.training.filter.Vocabulary;
import java.util.Locale;

/** What can be asked about runs, which a statement calls {@code r}. */
final class RunVocabulary implements Vocabulary {

    static final Vocabulary INSTANCE = new RunVocabulary();

    private RunVocabulary() {}

    @Override
    public Column column(Subject subject, Parameters parameters) {
        return switch (subject.entity()) {
            case PARAM -> Column.text("r.params ->> " + parameters.add(subject.key()));
            case TAG -> Column.text("r.tags ->> " + parameters.add(subject.key()));
            // To PostgreSQL NaN is the greatest number; to a search it is no number.
            case METRIC ->
                    Column.number(
                            """
                            (select nullif(m.value, 'NaN') from latest_metric m
                              where m.run = r.id
                                and m.key = (select k.id from metric_key k where k.name = %s))\
                            """
                                    .formatted(parameters.add(subject.key())));
            case ATTRIBUTE -> attribute(subject);
        };
    }

    private static Column attribute(Subject subject) {
        return switch (subject.key().toLowerCase(Locale.ROOT)) {
            case "run_id", "run_uuid" -> Column.text("replace(r.run_id::text, '-', '')");
            case "run_name" -> Column.text("r.name");
            case "status" -> Column.text("r.current_status");
            case "user_id" -> Column.text("r.principal");
            case "artifact_uri" -> Column.text("coalesce(r.artifact_uri, r.artifact_prefix)");
            case "start_time", "created" -> Column.number("r.start_time");
            case "end_time" -> Column.number("r.current_end_time");
            default ->
                    throw Vocabulary.unknown(
                            subject,
                            "run_id, run_name, status, user_id, artifact_uri, start_time, end_time, metrics.…, params.… and tags.…");
        };
    }
}
