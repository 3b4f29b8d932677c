package dev.millrace.prep.spark;

import dev.millrace.contracts.prep.Recipe;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.prep.recipe.SplitRule;
import dev.millrace.transform.FeatureSpec;
import dev.millrace.transform.Operation;
import dev.millrace.transform.TargetSpec;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Starts Spark while nobody waits for it, and takes a hundred rows the way that a job's rows will
 * go, so that the first job finds its classes loaded and its connections open.
 */
@Component
class WarmUp {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    private static final long ROWS = 100;

    private final SparkSessions sessions;
    private final SparkSettings settings;
    private final ObjectStore store;

    WarmUp(SparkSessions sessions, SparkSettings settings, ObjectStore store) {
        this.sessions = sessions;
        this.settings = settings;
        this.store = store;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (settings.warmUp()) {
            Thread.ofPlatform().daemon().name("spark-warm-up").start(this::warmUp);
        }
    }

    private void warmUp() {
        String prefix = "prep/warm-up/" + UUID.randomUUID() + "/"; // a survivor goes at the next gc
        try {
            prepare(sessions.open(ROWS), store.uri(prefix));
            store.deletePrefix(prefix);
            log.info("Spark is warm.");
        } catch (RuntimeException failed) {
            log.warn("Spark could not be warmed up; the first job will start it.", failed);
        }
    }

    private static void prepare(SparkSession session, String location) {
        String folder = StoreAccess.hadoopUri(location);
        session.range(ROWS)
                .selectExpr("id", "id % 2 as label", "cast(id % 3 as string) as colour")
                .repartition(3)
                .write()
                .option(PartCommitProtocol.LAYOUT, "1,1,1")
                .parquet(folder + "data");
        var rows =
                session.read()
                        .schema("id bigint, label bigint, colour string")
                        .parquet(folder + "data/*/");
        var recipe = recipe();
        var columns = RowTypes.columns(rows.schema());
        try (var parts = Parts.of(rows, SplitRule.of(recipe), 1000)) {
            var transform = Fitting.of(recipe, columns, List.of()).learn(parts);
            Preparation.write(parts, new TransformRows(transform, columns), location + "prepared");
        }
    }

    private static Recipe recipe() {
        return new Recipe(
                null,
                null,
                null,
                null,
                new TargetSpec("label", TargetSpec.Kind.BINARY, null),
                List.of(
                        FeatureSpec.columns(List.of("id"), new Operation.Standard(null)),
                        FeatureSpec.columns(
                                List.of("colour"), new Operation.OneHot(null, null, null))));
    }
}
