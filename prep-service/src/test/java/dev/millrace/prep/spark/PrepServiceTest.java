package dev.millrace.prep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.ingest.DatasetColumn;
import dev.millrace.contracts.ingest.DatasetVersion;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.job.JobState;
import dev.millrace.contracts.prep.PrepApi;
import dev.millrace.contracts.prep.PrepareRequest;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.contracts.prep.Split;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.test.MillraceTest;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FeatureSpec;
import dev.millrace.transform.Operation;
import dev.millrace.transform.TargetSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One running prep-service for all tests of the module: starting Spark takes its time. */
@MillraceTest
public abstract class PrepServiceTest {

    protected static final OutsideIngest INGEST = new OutsideIngest();

    private static SparkSession session;
    private static final AtomicInteger DATASETS = new AtomicInteger();
    private static final Map<Class<?>, Object> CLIENTS = new ConcurrentHashMap<>();
    private static final Map<List<?>, String> STORED = new ConcurrentHashMap<>();

    /** Columns of {@link #patients}. */
    protected static final List<Column> PATIENT =
            List.of(
                    new Column("Id", ColumnType.LONG),
                    new Column("Glucose", ColumnType.DOUBLE),
                    new Column("Group", ColumnType.STRING),
                    new Column("Age", ColumnType.LONG),
                    new Column("Outcome", ColumnType.LONG));

    @Autowired SparkSessions sessions;
    @Autowired protected ObjectStore store;
    @Autowired protected JsonMapper json;
    @LocalServerPort int port;

    @DynamicPropertySource
    static void pointAtTheStandIn(DynamicPropertyRegistry properties) {
        properties.add("millrace.services.ingest", INGEST::url);
    }

    protected SparkSession session() {
        if (session == null) {
            session = sessions.open(1000);
        }
        return session;
    }

    protected PrepApi prep() {
        return PrepApi.class.cast(CLIENTS.computeIfAbsent(PrepApi.class, this::client));
    }

    protected JobApi jobs() {
        return JobApi.class.cast(CLIENTS.computeIfAbsent(JobApi.class, this::client));
    }

    private <T> T client(Class<T> api) {
        var http =
                RestClient.builder()
                        .baseUrl("http://127.0.0.1:" + port)
                        .defaultStatusHandler(
                                status -> status.isError(),
                                (request, response) -> {
                                    throw new Refusal(
                                            response.getStatusCode().value(),
                                            json.readTree(response.getBody()));
                                })
                        .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(http))
                .build()
                .createClient(api);
    }

    /** An answer that is not a success. */
    protected static final class Refusal extends RuntimeException {

        public final int status;
        public final transient JsonNode problem;

        Refusal(int status, JsonNode problem) {
            super(status + " " + problem);
            this.status = status;
            this.problem = problem;
        }
    }

    protected Job ended(Job job) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> jobs().find(job.id()).state().isTerminal());
        return jobs().find(job.id());
    }

    protected Job prepared(PrepareRequest request) {
        return ended(prep().prepare(null, null, request).getBody());
    }

    protected Map<String, Object> succeeded(PrepareRequest request) {
        Job job = prepared(request);
        assertThat(job.state()).as("%s", job.failure()).isEqualTo(JobState.SUCCEEDED);
        return job.result();
    }

    protected Dataset<Row> frame(List<Column> columns, List<Object[]> rows) {
        return session()
                .createDataFrame(
                        rows.stream().map(RowFactory::create).toList(),
                        RowTypes.sparkSchema(columns));
    }

    /**
     * A new dataset version of these rows, as ingest-service would have made it; gives its name.
     *
     * @param number what the version says of how many they are
     */
    protected String dataset(List<DatasetColumn> columns, Dataset<Row> rows, long number) {
        String name = "data-" + DATASETS.incrementAndGet();
        String folder = store.uri("ingest/" + name + "/data/");
        String location = folder + Part.TRAIN.folder();
        rows.write()
                .option(PartCommitProtocol.LAYOUT, rows.toJavaRDD().getNumPartitions() + ",1,1")
                .parquet(StoreAccess.hadoopUri(folder));
        INGEST.add(
                new DatasetVersion(
                        name,
                        1,
                        "hash-of-" + name,
                        number,
                        0,
                        columns,
                        location,
                        location,
                        "test",
                        Instant.EPOCH,
                        "test"));
        return name;
    }

    /** The same version for all tests that ask for the same rows. */
    protected String dataset(List<Column> columns, List<Object[]> rows) {
        var key = List.of(columns, rows.stream().map(Arrays::asList).toList());
        return STORED.computeIfAbsent(key, _ -> newDataset(columns, rows));
    }

    /** For a test that expects it untouched, or does not leave it so. */
    protected String newDataset(List<Column> columns, List<Object[]> rows) {
        return dataset(columns(columns), frame(columns, rows), rows.size());
    }

    protected static List<DatasetColumn> columns(List<Column> columns) {
        return columns.stream()
                .map(column -> new DatasetColumn(column.name(), column.type(), 0, null))
                .toList();
    }

    /** Every row is different; a third of them is positive, some glucose values are missing. */
    protected static List<Object[]> patients(int number) {
        var random = new Random(7);
        List<Object[]> rows = new ArrayList<>();
        for (long id = 0; id < number; id++) {
            rows.add(
                    new Object[] {
                        id,
                        id % 10 == 0 ? null : random.nextInt(60, 200) / 2.0,
                        List.of("a", "b", "c").get(random.nextInt(3)),
                        random.nextLong(20, 80),
                        id % 3 == 0 ? 1L : 0L
                    });
        }
        return rows;
    }

    protected static Recipe recipe(Split split) {
        return new Recipe(null, null, null, split, target(), features());
    }

    protected static Recipe recipe(String sql) {
        return new Recipe(null, sql, null, null, target(), features());
    }

    protected static TargetSpec target() {
        return new TargetSpec("Outcome", TargetSpec.Kind.BINARY, null);
    }

    protected static List<FeatureSpec> features() {
        return List.of(
                FeatureSpec.columns(
                        List.of("Glucose", "Age"),
                        new Operation.Impute(Operation.Impute.Strategy.MEDIAN, null),
                        new Operation.Standard(null)),
                FeatureSpec.columns(List.of("Group"), new Operation.OneHot(null, null, null)),
                FeatureSpec.expression("ratio", "Age / 10.0"));
    }

    protected static PrepareRequest request(String dataset, Recipe recipe) {
        return new PrepareRequest(Map.of("patients", dataset + "@latest"), recipe);
    }

    /** What was written for a part, in the order of the files. */
    protected List<Row> written(Map<String, Object> result, String part) {
        return session()
                .read()
                .parquet(StoreAccess.hadoopUri(result.get("location") + part))
                .collectAsList();
    }

    protected static UUID id(Map<String, Object> result) {
        return UUID.fromString(result.get("preparedData").toString());
    }

    protected static List<Object> column(List<Row> rows, String name) {
        return rows.stream().map(row -> row.<Object>getAs(name)).toList();
    }

    protected static List<Object[]> reversed(List<Object[]> rows) {
        return Arrays.asList(rows.reversed().toArray(Object[][]::new));
    }
}
