package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.job.Headers;
import dev.millrace.contracts.orchestrator.AuditApi;
import dev.millrace.contracts.orchestrator.AuditEntry;
import dev.millrace.contracts.orchestrator.AuditEntry.Outcome;
import dev.millrace.contracts.orchestrator.Run;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.transaction.support.TransactionTemplate;

class AuditTest extends RunTests {

    private static final String NOOP = "pipeline: audited\nsteps: {a: {type: noop}}";

    @Autowired AuditApi audit;
    @Autowired TransactionTemplate transaction;

    private final String actor = "actor-" + UUID.randomUUID();

    @BeforeEach
    void posted() {
        api.post(NOOP);
    }

    @Test
    void namesWhoDidWhatToWhat() {
        var run = post("/v1/runs", "{\"pipeline\": \"audited\"}").getBody();
        post("/v1/runs/" + run.id() + "/cancel", "");

        assertThat(audit(2))
                .extracting(AuditEntry::action, AuditEntry::target, AuditEntry::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "POST /v1/runs/{id}/cancel", "runs/" + run.id(), Outcome.DONE),
                        org.assertj.core.groups.Tuple.tuple(
                                "POST /v1/runs", "runs/" + run.id(), Outcome.DONE));
        assertThat(audit(2))
                .allSatisfy(entry -> assertThat(entry.endedAt()).isAfterOrEqualTo(entry.at()));
    }

    @Test
    void keepsWhatWasRefusedAndNeverItsBody() {
        refused("/v1/runs", "{\"pipeline\": \"no-such\", \"parameters\": {\"key\": \"s3cr3t\"}}");
        refused("/v1/nothing/here?token=s3cr3t", "");

        assertThat(audit(2))
                .allMatch(entry -> entry.outcome() == Outcome.REFUSED && entry.status() == 404);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from audit a where to_json(a)::text like '%s3cr3t%'")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void noticesWhatPassesTheFrontDoor() {
        post("/services/ingest/v1/ingestions", "{}");

        assertThat(audit.entries(actor, null, "services/ingest/v1/ing", null, null, null, 10))
                .isNotEmpty()
                .first()
                .extracting(AuditEntry::action, AuditEntry::path)
                .containsExactly("POST /services/{service}/**", "/services/ingest/v1/ingestions");
    }

    @Test
    void whatOnlyReadsIsNotInIt() {
        post("/v1/pipelines/check", NOOP);
        http().get().uri("/v1/runs").header(Headers.PRINCIPAL, actor).retrieve().toBodilessEntity();
        post("/v1/runs", "{\"pipeline\": \"audited\"}");

        assertThat(audit(1)).hasSize(1);
    }

    /** The action waits in a lock; its row is there, and says that nobody knows how it ends. */
    @Test
    void theIntentIsDurableBeforeTheActionBegins() throws Exception {
        var key = "held-" + actor;
        var request = new CountDownLatch(1);
        var caller =
                Thread.ofVirtual()
                        .unstarted(() -> {
                            http().put()
                                    .uri("/v1/schedules/{name}", key)
                                    .header(Headers.PRINCIPAL, actor)
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .body("{\"pipeline\": \"audited\", \"cron\": \"0 0 1 1 *\"}")
                                    .retrieve()
                                    .toBodilessEntity();
                            request.countDown();
                        });
        transaction.executeWithoutResult(status -> {
            jdbc.sql("lock table schedule in access exclusive mode").update();
            caller.start();
            var open = audit(1).getFirst();
            assertThat(open.outcome()).isEqualTo(Outcome.OPEN);
            assertThat(open.target()).isEqualTo("schedules/" + key);
        });

        assertThat(request.await(10, TimeUnit.SECONDS)).isTrue();
        org.awaitility.Awaitility.await()
                .until(() -> audit(1).getFirst().outcome() == Outcome.DONE);
    }

    @Test
    void rowsAreNeitherChangedNorRemovedBeforeTheirTime() {
        post("/v1/runs", "{\"pipeline\": \"audited\"}");
        var id = audit(1).getFirst().id();

        for (var forbidden :
                List.of(
                        "update audit set status = 500 where id = " + id,
                        "update audit set actor = 'somebody else' where id = " + id,
                        "delete from audit where id = " + id,
                        "truncate audit")) {
            assertThatThrownBy(() -> jdbc.sql(forbidden).update())
                    .as(forbidden)
                    .hasMessageContaining("rows of the audit are neither changed nor removed");
        }
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select set_config('millrace.audit_kept_since', '1999-01-01', true)")
                    .query()
                    .singleValue();
            assertThatThrownBy(() -> jdbc.sql("delete from audit where id = " + id).update())
                    .hasMessageContaining("neither changed nor removed");
            status.setRollbackOnly();
        });
        assertThat(audit(1).getFirst().id()).isEqualTo(id);
    }

    @Test
    void pagesAndFilters() {
        for (int i = 0; i < 5; i++) {
            post("/v1/runs", "{\"pipeline\": \"audited\"}");
        }
        var all = audit(5);

        var first = audit.entries(actor, null, null, null, null, null, 2);
        var second = audit.entries(actor, null, null, null, null, first.getLast().id(), 2);
        var middle = all.get(2);

        assertThat(first).containsExactlyElementsOf(all.subList(0, 2));
        assertThat(second).containsExactlyElementsOf(all.subList(2, 4));
        assertThat(audit.entries(null, null, middle.target(), null, null, null, 10))
                .containsExactly(middle);
        assertThat(audit.entries(actor, "POST /v1/nothing", null, null, null, null, 10)).isEmpty();
        assertThat(audit.entries(actor, null, null, middle.at(), middle.at(), null, 10)).isEmpty();
        assertThat(
                        audit.entries(
                                actor,
                                "POST /v1/runs",
                                null,
                                middle.at(),
                                all.get(1).at(),
                                null,
                                10))
                .containsExactly(middle);
        assertThat(audit.entries(null, null, "runs/%", null, null, null, 10)).isEmpty();
    }

    /** Undone at the end: a hundred thousand entries of others. */
    @Test
    void everyQuestionHasItsIndex() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql(
                            """
                            insert into audit (at, actor, action, path, target, status)
                            select database_now() - i * interval '1 minute', 'a' || i % 5000, 'POST /' || i % 5000,
                                   '', 'runs/' || i, 200
                              from generate_series(1, 100000) i
                            """)
                    .update();
            jdbc.sql("analyze audit").update();
            var ofTarget = "target ~>=~ 'runs/777' and target ~<~ ('runs/777' || chr(1114111))";
            requireIndex(
                    "select 1 from audit where %s order by target using ~<~".formatted(ofTarget));
            requireIndex(
                    "with found as materialized (select * from audit where %s) select * from found order by at desc"
                            .formatted(ofTarget));
            for (var question :
                    List.of(
                            "actor = 'a7'",
                            "action = 'POST /7'",
                            "at >= now() - interval '40 days' and at < now() - interval '39 days'",
                            "actor = 'a7' and at < now() - interval '39 days'",
                            "(at, id) < (select at, id from audit where target = 'runs/99000')")) {
                requireIndex(
                        "select * from audit where %s order by at desc, id desc limit 50"
                                .formatted(question));
            }
            status.setRollbackOnly();
        });
    }

    private void requireIndex(String question) {
        var plan =
                String.join(
                        "\n",
                        jdbc.sql("explain (analyze, costs off) " + question)
                                .query(String.class)
                                .list());
        assertThat(plan)
                .as(question)
                .contains("Index")
                .doesNotContain("Seq Scan", "Rows Removed by Filter");
    }

    private org.springframework.http.ResponseEntity<Run> post(String path, String body) {
        return http().post()
                .uri(path)
                .header(Headers.PRINCIPAL, actor)
                .contentType(
                        body.startsWith("{") ? MediaType.APPLICATION_JSON : MediaType.TEXT_PLAIN)
                .body(body)
                .exchange((request, response) ->
                        org.springframework.http.ResponseEntity.status(response.getStatusCode())
                                .body(
                                        path.startsWith("/v1/runs")
                                                ? response.bodyTo(Run.class)
                                                : null));
    }

    private void refused(String path, String body) {
        var status =
                http().post()
                        .uri(path)
                        .header(Headers.PRINCIPAL, actor)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .exchange((request, response) -> response.getStatusCode());
        assertThat(status.is4xxClientError()).isTrue();
    }

    /** This test's entries, newest first, once there are that many. */
    private List<AuditEntry> audit(int entries) {
        return org.awaitility.Awaitility.await()
                .pollInSameThread()
                .until(
                        () -> audit.entries(actor, null, null, null, null, null, 100),
                        found -> found.size() == entries);
    }
}
