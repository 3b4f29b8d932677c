package dev.millrace.inference;

import dev.millrace.contracts.training.Approval;
import dev.millrace.contracts.training.GoldenRow;
import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.transform.Column;
import dev.millrace.transform.ColumnType;
import dev.millrace.transform.FittedFeature;
import dev.millrace.transform.FittedOperation;
import dev.millrace.transform.FittedTarget;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.Operation.Categories;
import dev.millrace.transform.Operation.NumericNulls;
import dev.millrace.transform.TargetSpec;
import dev.millrace.transform.TargetSpec.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** Makes model versions as training-service would: files in S3, a version for the registry. */
final class TrainedModel {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> CITIES = List.of("Bern", "Graz", "Oslo");

    private static final int WARDS = 4;

    /** Of which the service needs to know what is an index: the rest is in the SavedModel. */
    private static final List<Layer> LAYERS =
            List.of(
                    new Layer.Branches(
                            List.of(
                                    new Layer.Branch(
                                            List.of("Ward"),
                                            List.of(
                                                    new Layer.Embedding(
                                                            List.of(WARDS), 2, null, null, null))),
                                    new Layer.Branch(null, List.of())),
                            null));

    static final int TRACE = 5;

    final String name;
    final int number;
    final FittedTransform transform;
    final List<GoldenRow> golden = new ArrayList<>();
    final Map<String, byte[]> files = new TreeMap<>();
    private String transformHash;
    private Double threshold;

    /** Files may be changed before the hashes are taken, when {@link #register} is called. */
    TrainedModel(String name, int number, Kind kind) {
        this.name = name;
        this.number = number;
        this.transform = transform(kind);
        this.transformHash = transform.hash();
        int outputs = kind == Kind.MULTICLASS ? 3 : 1;
        try (var network = new TestNetwork(transform.width(), outputs, kind, number)) {
            exportTo(files, network);
            addGoldenRows(network);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        files.put(
                "transform.json",
                transform.toJson().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        writeGoldenRows();
    }

    void writeGoldenRows() {
        files.put("golden.json", JSON.writeValueAsBytes(golden));
    }

    TrainedModel withTransformHash(String hash) {
        transformHash = hash;
        return this;
    }

    /** As a training that was asked for this threshold leaves its version and its golden rows. */
    TrainedModel withThreshold(double chosen) {
        threshold = chosen;
        golden.replaceAll(row ->
                new GoldenRow(
                        row.row(),
                        row.features(),
                        row.output(),
                        transform.target().predict(row.output(), chosen)));
        writeGoldenRows();
        return this;
    }

    String reference() {
        return name + "@" + number;
    }

    String keyOf(String path) {
        return "training/models/%s/%d/%s".formatted(name, number, path);
    }

    /** Uploads the files and makes the version known. */
    TrainedModel register(ObjectStore store, TrainingStandIn training) {
        files.forEach((path, bytes) -> store.put(keyOf(path), bytes));
        training.register(version(store));
        return this;
    }

    ModelVersion version(ObjectStore store) {
        var hashes = new TreeMap<String, String>();
        files.forEach((path, bytes) -> hashes.put(path, sha256(bytes)));
        return new ModelVersion(
                name,
                number,
                store.uri(keyOf("")),
                UUID.randomUUID(),
                transformHash,
                "0".repeat(64),
                hashes,
                Map.of(),
                threshold,
                10,
                7,
                TrainRequest.of(name, UUID.randomUUID()).change().layers(LAYERS).build(),
                Map.of("recipe", "abc"),
                Map.of("device", "cpu"),
                List.of("champion"),
                Instant.EPOCH,
                "anna",
                "",
                Map.of(),
                Approval.of(List.of()));
    }

    private static FittedTransform transform(Kind kind) {
        return new FittedTransform(
                List.of(
                        new Column("Glucose", ColumnType.DOUBLE),
                        new Column("Age", ColumnType.LONG),
                        new Column("City", ColumnType.STRING),
                        new Column("Smoker", ColumnType.BOOLEAN),
                        new Column("Trace", ColumnType.DOUBLE_ARRAY),
                        new Column("Ward", ColumnType.LONG)),
                List.of(
                        new FittedFeature(
                                "Glucose",
                                "Glucose",
                                null,
                                List.of(
                                        new FittedOperation.Impute(120.9),
                                        new FittedOperation.Standard(
                                                120.9, 31.97, NumericNulls.ERROR))),
                        new FittedFeature(
                                "Age",
                                "Age",
                                null,
                                List.of(
                                        new FittedOperation.Standard(
                                                33.24, 11.76, NumericNulls.ERROR))),
                        new FittedFeature(
                                "City",
                                "City",
                                null,
                                List.of(
                                        new FittedOperation.OneHot(
                                                List.copyOf(CITIES),
                                                Categories.IGNORE,
                                                Categories.ERROR))),
                        new FittedFeature(
                                "Sugar",
                                null,
                                "Glucose / 100 + (CASE WHEN Smoker THEN 1 ELSE 0 END)",
                                List.of(new FittedOperation.Impute(0.0))),
                        new FittedFeature(
                                "Trace",
                                "Trace",
                                null,
                                List.of(new FittedOperation.Array(TRACE, 3.5, 16))),
                        new FittedFeature("Ward", "Ward", null, List.of())),
                target(kind));
    }

    private static FittedTarget target(Kind kind) {
        return switch (kind) {
            case BINARY ->
                    new FittedTarget(
                            new TargetSpec("Outcome", kind, null),
                            ColumnType.LONG,
                            List.of(0L, 1L),
                            0,
                            1);
            case MULTICLASS ->
                    new FittedTarget(
                            new TargetSpec("Kind", kind, null),
                            ColumnType.STRING,
                            List.of("high", "low", "medium"),
                            0,
                            1);
            case NONE -> new FittedTarget(TargetSpec.none(), null, List.of(), 0, 1);
            case REGRESSION ->
                    new FittedTarget(
                            new TargetSpec("Price", kind, TargetSpec.Scale.STANDARD),
                            ColumnType.DOUBLE,
                            List.of(),
                            250.5,
                            33.25);
        };
    }

    private void addGoldenRows(TestNetwork network) {
        var random = new Random(42);
        var compiled = transform.compile();
        for (int i = 0; i < 50; i++) {
            Double glucose = i % 10 == 3 ? null : Double.valueOf(80 + 100 * random.nextDouble());
            Object[] values = {
                glucose,
                20L + random.nextInt(60),
                CITIES.get(i % 3),
                random.nextBoolean(),
                random.doubles(TRACE, -20, 20).toArray(),
                (long) random.nextInt(WARDS)
            };
            var row = new LinkedHashMap<String, Object>();
            for (int column = 0; column < values.length; column++) {
                row.put(transform.inputs().get(column).name(), values[column]);
            }
            var features = new float[transform.width()];
            compiled.apply(values, features, 0);
            double[] output = network.run(features);
            golden.add(new GoldenRow(row, features, output, transform.target().predict(output)));
        }
    }

    private static void exportTo(Map<String, byte[]> files, TestNetwork network)
            throws IOException {
        Path folder = Files.createTempDirectory("saved-model-");
        network.export(folder.resolve("saved_model"));
        try (var found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        FileSystemUtils.deleteRecursively(folder);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
