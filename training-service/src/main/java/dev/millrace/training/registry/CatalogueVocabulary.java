package dev.millrace.training.registry;

import dev.millrace.training.filter.Column;
import dev.millrace.training.filter.Parameters;
import dev.millrace.training.filter.Subject;
import dev.millrace.training.filter.Subject.Entity;
import dev.millrace.training.filter.Vocabulary;
import java.util.Locale;
import java.util.Map;

/** What can be asked about models, which a statement calls {@code m}, and versions, {@code v}. */
final class CatalogueVocabulary implements Vocabulary {

    static final Vocabulary MODELS =
            new CatalogueVocabulary(
                    "m",
                    Map.of(
                            "name",
                            Column.text("m.name"),
                            "creation_timestamp",
                            Column.number("extract(epoch from m.created_at) * 1000"),
                            "last_updated_timestamp",
                            Column.number("extract(epoch from m.updated_at) * 1000")));

    static final Vocabulary VERSIONS =
            new CatalogueVocabulary(
                    "v",
                    Map.of(
                            "name",
                            Column.text("v.model"),
                            "version_number",
                            Column.number("v.number"),
                            "run_id",
                            Column.text("replace(v.run_id::text, '-', '')"),
                            "source_path",
                            Column.text("v.source"),
                            "stage",
                            Column.text("v.stage"),
                            "creation_timestamp",
                            Column.number("extract(epoch from v.created_at) * 1000"),
                            "last_updated_timestamp",
                            Column.number("extract(epoch from v.updated_at) * 1000")));

    private final String table;
    private final Map<String, Column> attributes;

    private CatalogueVocabulary(String table, Map<String, Column> attributes) {
        this.table = table;
        this.attributes = attributes;
    }

    @Override
    public Column column(Subject subject, Parameters parameters) {
        if (subject.entity() == Entity.TAG) {
            return Column.text(table + ".tags ->> " + parameters.add(subject.key()));
        }
        var column = attributes.get(subject.key().toLowerCase(Locale.ROOT));
        if (subject.entity() != Entity.ATTRIBUTE || column == null) {
            throw Vocabulary.unknown(
                    subject,
                    String.join(", ", attributes.keySet().stream().sorted().toList())
                            + " and tags.…");
        }
        return column;
    }
}
