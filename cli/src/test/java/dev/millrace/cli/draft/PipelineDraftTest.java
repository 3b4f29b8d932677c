package dev.millrace.cli.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.Profile;
import dev.millrace.contracts.prep.Profile.ColumnProfile;
import dev.millrace.contracts.prep.Profile.ValueCount;
import dev.millrace.transform.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What init writes can be read back as YAML, and says what the profile showed. */
class PipelineDraftTest {

    private static final ColumnProfile AGE = column("Age: years", ColumnType.LONG, 768, 0, 52);
    private static final ColumnProfile BMI = column("BMI", ColumnType.DOUBLE, 700, 68, 248);
    private static final ColumnProfile CITY = column("city", ColumnType.STRING, 768, 0, 5);
    private static final ColumnProfile NOTE = column("note", ColumnType.STRING, 768, 0, 600);
    private static final ColumnProfile ID = column("patient_id", ColumnType.LONG, 768, 0, 768);
    private static final ColumnProfile OUTCOME = column("Outcome", ColumnType.LONG, 768, 0, 2);

    @Test
    void writesYamlWithEveryStep() {
        var pipeline = parsed(draft("Outcome"));

        assertThat(pipeline).containsEntry("pipeline", "patients");
        assertThat(map(pipeline, "steps"))
                .containsOnlyKeys("ingest", "profile", "prepare", "train", "good-enough", "deploy");
        assertThat(map(pipeline, "parameters")).containsEntry("data", "a \"quoted\" name.csv");
    }

    @Test
    void treatsColumnsByWhatTheyHold() {
        var features =
                (List<?>)
                        map(parsed(draft("Outcome")), "steps", "prepare", "recipe").get("features");

        assertThat(features).hasSize(3);
        assertThat(features.toString())
                .contains("columns=[Age: years], operations=[{type=standard}]")
                .contains(
                        "columns=[BMI], operations=[{type=impute, strategy=median}, {type=standard}]")
                .contains("columns=[city], operations=[{type=one-hot")
                .doesNotContain("note", "patient_id");
        assertThat(draft("Outcome").yaml())
                .contains("Left out: \"note\"", "Left out: \"patient_id\"");
    }

    @Test
    void asksTheQuestionThatTheTargetHolds() {
        assertThat(draft("Outcome").kind()).isEqualTo("binary");
        assertThat(draft("BMI").kind()).isEqualTo("regression");
        assertThat(draft("city").kind()).isEqualTo("multiclass");
    }

    @Test
    void aGateForClassesIsTheMostFrequentOnesShare() {
        var gate = map(parsed(draft("Outcome")), "steps", "good-enough");

        assertThat(gate).containsEntry("require", "${steps.train.metrics.accuracy} >= 0.651");
    }

    @Test
    void namesTheColumnsWhereTheTargetIsNone() {
        assertThatThrownBy(() -> draft("outcome"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("There is no column \"outcome\"")
                .hasMessageContaining("Outcome");
    }

    @Test
    void refusesATargetOfTextsThatAreNoClasses() {
        assertThatThrownBy(() -> draft("note")).hasMessageContaining("600 different texts");
    }

    private static PipelineDraft draft(String target) {
        var columns = List.of(AGE, BMI, CITY, NOTE, ID, OUTCOME);
        var profile = new Profile(new UUID(0, 1), "patients@1", 768, target, columns);
        return new PipelineDraft("patients", "a \"quoted\" name.csv", profile, target);
    }

    private static ColumnProfile column(
            String name, ColumnType type, long count, long missing, long distinct) {
        var top = List.of(new ValueCount("0", 500), new ValueCount("1", count - 500));
        return new ColumnProfile(name, type, count, missing, distinct, null, top, null);
    }

    private static Map<String, Object> parsed(PipelineDraft draft) {
        return new Yaml().load(draft.yaml());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> from, String... path) {
        var at = from;
        for (var name : path) {
            at = (Map<String, Object>) at.get(name);
        }
        return at;
    }
}
