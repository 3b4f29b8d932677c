package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import dev.millrace.kit.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Steps that use a database that the installation names; here it is the service's own. */
class SqlStepTest extends RunTests {

    @Autowired ObjectStore store;

    @BeforeEach
    void orders() {
        jdbc.sql("create schema if not exists shop").update();
        jdbc.sql("drop table if exists shop.orders").update();
        jdbc.sql("create table shop.orders (id int, day date, customer text, total numeric)")
                .update();
    }

    private long count() {
        return jdbc.sql("select count(*) from shop.orders").query(Long.class).single();
    }

    private dev.millrace.contracts.orchestrator.Step done(String step, Map<String, Object> values) {
        var text = new StringBuilder("pipeline: sql\nparameters: {");
        values.keySet().forEach(name -> text.append(name).append(": null, "));
        text.append("}\nsteps:\n  a: ").append(step).append('\n');
        return step(ended(started(text.toString(), values).id()).id(), "a");
    }

    @Test
    void asksWithValuesThatCannotBecomeSql() {
        jdbc.sql(
                        "insert into shop.orders values (1, '2026-03-01', 'ann', 9.5), (2, '2026-03-02', null, 1)")
                .update();
        var evil = "'; drop table shop.orders; --";

        var asked =
                done(
                        """
                        {type: sql, connection: house,
                         query: "select id, day, customer, total from shop.orders where day = :day and customer <> :evil and id in (:ids)",
                         parameters: {day: "${parameters.day}", evil: "${parameters.evil}", ids: "${parameters.ids}"}}
                        """
                                .replace("\n", " "),
                        Map.of("day", "2026-03-01", "evil", evil, "ids", List.of(1, 2)));

        assertThat(asked.state()).as(asked.message()).isEqualTo(StepState.SUCCEEDED);
        assertThat(asked.outputs())
                .containsEntry("count", 1)
                .containsEntry("value", 1)
                .containsEntry(
                        "rows",
                        List.of(
                                Map.of(
                                        "id",
                                        1,
                                        "day",
                                        "2026-03-01",
                                        "customer",
                                        "ann",
                                        "total",
                                        9.5)));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void laterStepsReferToCellsAndAQueryChangesNothing() {
        var run =
                ended(
                        started(
                                        """
                                        pipeline: cells
                                        steps:
                                          change: {type: sql, connection: house, update: "insert into shop.orders (id) select generate_series(1, 5)"}
                                          ask: {type: sql, needs: [change], connection: house, query: "select max(id) as most from shop.orders"}
                                          use: {type: condition, require: "${steps.ask.rows.0.most} == 5 and ${steps.ask.value} == ${steps.change.count}"}
                                          sneak: {type: sql, needs: [ask], connection: house, query: "delete from shop.orders returning id"}
                                        """)
                                .id());

        assertThat(step(run.id(), "use").state()).isEqualTo(StepState.SUCCEEDED);
        assertThat(step(run.id(), "sneak").failure().code()).isEqualTo(FailureCode.CALL_REFUSED);
        assertThat(step(run.id(), "sneak").failure().message()).contains("read-only");
        assertThat(count()).isEqualTo(5);
    }

    @Test
    void copiesManyRowsOutAndBackAsTheyWere() {
        jdbc.sql(
                        """
                        insert into shop.orders
                        select i, date '2026-01-01' + i % 300,
                               case i % 3 when 0 then null when 1 then '' else 'a,"b' || chr(10) || i end, i / 7.0
                          from generate_series(1, 30000) i
                        """)
                .update();
        jdbc.sql("drop table if exists shop.again").update();
        jdbc.sql("create table shop.again (like shop.orders)").update();
        var run =
                ended(
                        started(
                                        """
                                        pipeline: copies
                                        parameters: {bucket: null}
                                        steps:
                                          out: {type: sql, connection: house, query: "select * from shop.orders", to: "s3://${parameters.bucket}/exports/orders.csv"}
                                          back: {type: sql, connection: house, from: "${steps.out.location}", into: shop.again}
                                        """,
                                        Map.of("bucket", store.bucket()))
                                .id());

        assertThat(run.state()).as(run.message()).isEqualTo(RunState.SUCCEEDED);
        assertThat(step(run.id(), "back").outputs()).containsEntry("count", 30000);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from (select * from shop.orders except all select * from shop.again)")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void aCopyThatFailsLeavesNothing() {
        store.put(
                "exports/bad.csv",
                "id,day\n1,2026-03-01\n2,nonsense\n".getBytes(StandardCharsets.UTF_8));
        store.put("exports/ragged.csv", "id,day\n1\n".getBytes(StandardCharsets.UTF_8));
        var into =
                "{type: sql, connection: house, from: \"s3://%s/exports/%s.csv\", into: shop.orders}";

        assertThat(done(into.formatted(store.bucket(), "bad"), Map.of()).failure().message())
                .contains("nonsense");
        assertThat(done(into.formatted(store.bucket(), "ragged"), Map.of()).failure().message())
                .contains("has 1 values in line 2, but 2 columns");
        assertThat(done(into.formatted(store.bucket(), "absent"), Map.of()).failure().code())
                .isEqualTo(FailureCode.SOURCE_NOT_FOUND);
        assertThat(count()).isZero();

        var out = "{type: sql, connection: house, query: \"select 1\", to: \"%s\"}";
        assertThat(done(out.formatted("s3://other/x.csv"), Map.of()).failure().code())
                .isEqualTo(FailureCode.SOURCE_REFUSED);
        assertThat(
                        done(out.formatted("s3://" + store.bucket() + "/training/x.csv"), Map.of())
                                .failure()
                                .code())
                .isEqualTo(FailureCode.SOURCE_REFUSED);
    }

    @Test
    void cancelEndsTheStatementInTheDatabase() {
        var run =
                started(
                        "pipeline: slow\nsteps: {a: {type: sql, connection: house, query: \"select pg_sleep(60)\"}}");
        await().until(() -> sleeping() == 1);

        api.cancel(run.id());

        assertThat(ended(run.id()).state()).isEqualTo(RunState.CANCELLED);
        await().atMost(Duration.ofSeconds(5)).until(() -> sleeping() == 0);
    }

    private long sleeping() {
        return jdbc.sql(
                        "select count(*) from pg_stat_activity where state = 'active' and query = 'select pg_sleep(60)'")
                .query(Long.class)
                .single();
    }

    @Test
    void saysWhatIsWrongAndNeverAPassword() {
        assertThat(
                        done("{type: sql, connection: hous, query: select 1}", Map.of())
                                .failure()
                                .message())
                .contains("no connection 'hous'");
        assertThat(
                        done("{type: sql, connection: house, query: 'select :a'}", Map.of())
                                .failure()
                                .message())
                .contains("'a'");
        assertThat(
                        done(
                                        "{type: sql, connection: house, query: 'select generate_series(1, 1001)'}",
                                        Map.of())
                                .failure()
                                .message())
                .contains("more than 1000 rows");
        var closed = done("{type: sql, connection: closed, query: select 1}", Map.of());
        assertThat(closed.failure()).isNotNull();
        assertThat(closed.failure().message()).doesNotContain("K3Y");
    }

    @Test
    void referencesInsideSqlAreRefusedWhenPosted() {
        assertThatThrownBy(() ->
                        api.post(
                                """
                                pipeline: p
                                parameters: {t: null}
                                steps:
                                  a: {type: sql, connection: c, query: "select * from ${parameters.t}"}
                                  b: {type: sql, connection: c, from: "s3://b/k.csv", into: "${parameters.t}"}
                                  c: {type: sql, connection: c}
                                  d: {type: sql, connection: c, update: "x", to: "s3://b/k"}
                                """))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused ->
                                assertThat(refused.failure().mistakes().toString())
                                        .contains(
                                                "steps.a.query",
                                                "steps.b.into",
                                                "write :name instead",
                                                "says none of them",
                                                "'to' needs 'query'"));
    }
}
