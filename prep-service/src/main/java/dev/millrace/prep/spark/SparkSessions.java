package dev.millrace.prep.spark;

import dev.millrace.kit.store.StoreSettings;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The one Spark of this process, started when it is first needed. */
@Component
class SparkSessions implements DisposableBean {

    private static final long SMALL = 100_000;
    private static final long ROWS_WORTH_A_TASK = 10_000;

    private final SparkSettings settings;
    private final StoreSettings store;
    private @Nullable SparkSession root;

    SparkSessions(SparkSettings settings, StoreSettings store) {
        this.settings = settings;
        this.store = store;
    }

    /**
     * A session with views and settings of its own, for one job.
     *
     * @param rows that the job reads
     */
    SparkSession open(long rows) {
        SparkSession session = root().newSession();
        if (rows <= SMALL) {
            small(rows).forEach(session.conf()::set);
        }
        return session;
    }

    /** Planning anew after each stage and compiling Java for each plan cost more than they give. */
    private Map<String, String> small(long rows) {
        long partitions = Math.min(settings.partitions(), 1 + rows / ROWS_WORTH_A_TASK);
        return Map.of(
                "spark.sql.adaptive.enabled", "false",
                "spark.sql.codegen.wholeStage", "false",
                "spark.sql.codegen.factoryMode", "NO_CODEGEN",
                "spark.sql.shuffle.partitions", Long.toString(partitions));
    }

    private synchronized SparkSession root() {
        if (root == null) {
            root = start();
        }
        return root;
    }

    private SparkSession start() {
        Path scratch = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        var builder =
                SparkSession.builder()
                        .master(settings.master())
                        .appName("millrace-prep")
                        .config("spark.ui.enabled", false)
                        .config("spark.eventLog.enabled", false)
                        .config("spark.local.dir", scratch.resolve("millrace-spark").toString())
                        .config(
                                "spark.sql.warehouse.dir",
                                scratch.resolve("millrace-spark").toUri().toString())
                        .config("spark.sql.shuffle.partitions", settings.partitions())
                        .config("spark.sql.session.timeZone", "UTC")
                        .config("spark.sql.datetime.java8API.enabled", true)
                        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
                        .config(
                                "spark.sql.sources.commitProtocolClass",
                                PartCommitProtocol.class.getName())
                        // A cached frame must keep the partitions that it was given: they are
                        // files.
                        .config("spark.sql.optimizer.canChangeCachedPlanOutputPartitioning", false)
                        // No session adds code of its own; class loaders for each would cost time.
                        .config("spark.sql.artifact.isolation.enabled", false)
                        // Recipes come from users: no ${env:…} in SQL, no files by their path.
                        .config("spark.sql.variable.substitute", false)
                        .config("spark.sql.runSQLOnFiles", false);
        if (settings.master().startsWith("local")) {
            builder.config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1");
        }
        StoreAccess.configuration(store).forEach(builder::config);
        settings.conf().forEach(builder::config);
        return builder.getOrCreate();
    }

    @Override
    public synchronized void destroy() {
        if (root != null) {
            root.stop();
        }
    }
}
