package dev.millrace.prep.prepared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contracts.failure.Failure;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.ingest.DatasetColumn;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobState;
import dev.millrace.contracts.prep.CleaningStep;
import dev.millrace.contracts.prep.PrepareRequest;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.contracts.prep.Split;
import dev.millrace.prep.spark.PrepServiceTest;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FeatureSpec;
import dev.millrace.transform.Operation;
import dev.millrace.transform.TargetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BadInputTest extends PrepServiceTest {

    @Test
    void namesTheColumnsThereAreWhenTheTargetIsUnknown() {
        var target = new TargetSpec("Outcom", TargetSpec.Kind.BINARY, null);

        var failure = failure(new Recipe(null, null, null, null, target, features()));

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_RECIPE);
        assertThat(failure.message()).contains("Outcom").contains("Outcome").contains("Glucose");
    }

    @Test
    void refusesASingleClass() {
        var failure = failure(recipe("select * from patients where Outcome = 1"));

        assertThat(failure.code()).isEqualTo(FailureCode.UNTRAINABLE_DATA);
        assertThat(failure.message()).contains("Outcome").contains("class");
    }

    @Test
    void refusesARecipeThatFiltersAllRowsOut() {
        var failure = failure(recipe("select * from patients where Age > 1000"));

        assertThat(failure.code()).isEqualTo(FailureCode.UNTRAINABLE_DATA);
        assertThat(failure.message()).contains("No row is left");
    }

    @Test
    void namesAPartThatWouldBeEmpty() {
        var failure = failure(recipe(new Split(Split.Kind.STRATIFIED, "Id", null, null, null)));

        assertThat(failure.code()).isEqualTo(FailureCode.UNTRAINABLE_DATA);
        assertThat(failure.message())
                .contains("The validation part is empty")
                .contains("of 60 rows");
    }

    @Test
    void saysWhichLineMadeANumericColumnText() {
        var columns = new ArrayList<>(columns(PATIENT));
        columns.set(
                1,
                new DatasetColumn(
                        "Glucose", ColumnType.STRING, 0, new DatasetColumn.Widening(17, "abc")));
        var schema = new ArrayList<>(PATIENT);
        schema.set(1, new Column("Glucose", ColumnType.STRING));
        var rows =
                patients(60).stream()
                        .peek(row -> row[1] = row[0].equals(15L) ? "abc" : "100")
                        .toList();
        String dataset = dataset(columns, frame(schema, rows), rows.size());

        var failure = failure(prepared(request(dataset, recipe((Split) null))));

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_RECIPE);
        assertThat(failure.mistakes())
                .anySatisfy(mistake -> {
                    assertThat(mistake.line()).isEqualTo(17);
                    assertThat(mistake.message())
                            .contains("column Glucose is text because line 17")
                            .contains("\"abc\"");
                });
        var cast = new CleaningStep.Cast("Glucose", ColumnType.DOUBLE);
        var refused =
                failure(
                        prepared(
                                request(
                                        dataset,
                                        new Recipe(
                                                null,
                                                null,
                                                List.of(cast),
                                                null,
                                                target(),
                                                features()))));
        assertThat(refused.code()).isEqualTo(FailureCode.INVALID_DATA);
        assertThat(refused.message()).contains("Glucose").contains("\"abc\"").contains("line 17");
    }

    @Test
    void namesColumnAndValueOfARowThatTheTransformRefuses() {
        var log = List.of(FeatureSpec.columns(List.of("Age"), new Operation.Log(-30.0, null)));

        var failure = failure(new Recipe(null, null, null, null, target(), log));

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_DATA);
        assertThat(failure.message()).contains("Age").doesNotContain("SparkException");
    }

    @Test
    void explainsAnUnknownColumnInSql() {
        var failure = failure(recipe("select Glucos, Outcome\nfrom patients"));

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_RECIPE);
        assertThat(failure.message()).contains("no column `Glucos`").contains("`Glucose`");
        assertThat(failure.mistakes())
                .containsExactly(
                        new Mistake("sql", 1L, 8L, failure.mistakes().getFirst().message()));
    }

    @Test
    void explainsAValueThatSqlCannotConvert() {
        var failure = failure(recipe("select *, cast(Group as int) as number from patients"));

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_DATA);
        assertThat(failure.message()).contains("cast").doesNotContain("SQLSTATE");
    }

    @Test
    void refusesRowsThatWouldBeOthersNextTime() {
        assertThat(failure(recipe("select * from patients where rand() > 0.1")).message())
                .contains("rand");
        assertThat(failure(recipe("select *, current_timestamp() as now from patients")).code())
                .isEqualTo(FailureCode.INVALID_RECIPE);
    }

    @Test
    void saysThatADatasetIsUnknown() {
        var failure = failure(prepared(request("nothing", recipe((Split) null))));

        assertThat(failure.code()).isEqualTo(FailureCode.DATASET_NOT_FOUND);
    }

    @Test
    void saysThatTheDataOfADatasetIsGone() {
        String dataset = newDataset(PATIENT, patients(60));
        store.deletePrefix("ingest/" + dataset + "/data/");

        var failure = failure(prepared(request(dataset, recipe((Split) null))));

        assertThat(failure.code()).isEqualTo(FailureCode.DATASET_NOT_FOUND);
        assertThat(failure.code().retryable()).isFalse();
        assertThat(failure.message())
                .contains(dataset + "@1", "s3://", "ingest its source again")
                .doesNotContain("PATH_NOT_FOUND");
    }

    @Test
    void leavesNothingBehindWhenItFails() {
        String dataset = newDataset(PATIENT, patients(60));

        Job job = prepared(request(dataset, recipe("select * from patients where Outcome = 1")));

        assertThat(failure(job).code()).isEqualTo(FailureCode.UNTRAINABLE_DATA);
        assertThat(store.list("prep/preparation/" + job.id() + "/")).isEmpty();
        assertThat(INGEST.references()).noneMatch(reference -> reference.startsWith(dataset + "/"));
    }

    @Test
    void refusesAtTheDoorWithEveryMistake() {
        var recipe =
                new Recipe(
                        Map.of("v", "drop table patients"),
                        "select * from parquet.`s3a://x/y`",
                        List.of(new CleaningStep.Filter("Age >"), new CleaningStep.Cast("", null)),
                        new Split(Split.Kind.TIME, null, 0.6, 0.5, null),
                        target(),
                        List.of(FeatureSpec.expression("x", "Age +")));
        var request = new PrepareRequest(Map.of("my patients", "p@latest"), recipe);

        var refusal =
                catchThrowableOfType(Refusal.class, () -> prep().prepare(null, null, request));

        assertThat(refusal.status).isEqualTo(400);
        assertThat(refusal.problem.path("code").asString()).isEqualTo("INVALID_RECIPE");
        assertThat(refusal.problem.path("mistakes").findValuesAsString("field"))
                .contains(
                        "inputs.my patients",
                        "views.v",
                        "sql",
                        "clean[0].where",
                        "clean[1].column",
                        "clean[1].to",
                        "split",
                        "split.by");
        assertThat(prep().check(recipe)).hasSizeGreaterThanOrEqualTo(7);
        assertThat(prep().check(recipe((Split) null))).isEmpty();
    }

    private Failure failure(Recipe recipe) {
        return failure(prepared(request(dataset(PATIENT, patients(60)), recipe)));
    }

    private static Failure failure(Job job) {
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        return job.failure();
    }
}
