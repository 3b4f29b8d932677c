package dev.millrace.cli;

import dev.millrace.cli.client.RunFollower;
import dev.millrace.cli.client.RunStarter;
import dev.millrace.cli.client.Services;
import dev.millrace.cli.platform.Installation;
import dev.millrace.cli.platform.Json;
import dev.millrace.cli.platform.Part;
import dev.millrace.cli.platform.PlatformSettings;
import dev.millrace.cli.platform.PlatformState;
import dev.millrace.contracts.inference.PredictRequest;
import dev.millrace.contracts.inference.Predictions;
import dev.millrace.contracts.inference.Predictions.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.type.TypeReference;

/** From nothing to a prediction. */
@Command(
        name = "demo",
        description = {
            "Start the platform if it is down, train on the diabetes data, deploy the model",
            "and ask it for a prediction. The platform stays up afterwards."
        })
final class DemoCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "A CSV file with the Pima columns; default is the generated sample.")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var began = System.nanoTime();
        if (data != null && !Files.isRegularFile(data)) {
            throw new NoSuchFileException(data.toString());
        }
        var state = common.platform().up(PlatformSettings.of(common.home()), common::progress);
        var services = new Services(state.portBase());
        var report = run(services);
        var prediction = report.succeeded() ? predict(services, report) : null;
        var demo = DemoReport.of(report, prediction, (System.nanoTime() - began) / 1e9);
        common.result(demo, text(report, demo, state));
        return report.succeeded() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private RunReport run(Services services) throws IOException, InterruptedException {
        Map<String, Object> parameters =
                data == null ? Map.of() : Map.of("data", data.toAbsolutePath().toString());
        var run =
                new RunStarter(services, common::progress)
                        .start(
                                example().resolve("pipeline.yaml"),
                                parameters,
                                null,
                                Installation.current().root());
        return RunReport.of(new RunFollower(services, common::progress).follow(run));
    }

    private static Prediction predict(Services services, RunReport report)
            throws IOException, InterruptedException {
        var row =
                Json.MAPPER.readValue(
                        Files.readAllBytes(example().resolve("patient.json")),
                        new TypeReference<Map<String, @Nullable Object>>() {});
        var path = "/v1/endpoints/" + report.output("endpoint") + "/predictions";
        return services.rest()
                .post(
                        services.at(Part.INFERENCE, path),
                        new PredictRequest(List.of(row)),
                        Predictions.class)
                .predictions()
                .getFirst();
    }

    private static Path example() {
        return Installation.current().root().resolve("examples/diabetes");
    }

    private static String text(RunReport report, DemoReport demo, PlatformState state) {
        if (!report.succeeded()) {
            return report.text();
        }
        return String.join("\n", report.metricsTable())
                + """

                Prediction for examples/diabetes/patient.json: %s
                by %s, %.1f s after the start.

                Console    http://127.0.0.1:%d/
                API        http://127.0.0.1:%d/swagger-ui.html
                Next       ./millrace init --data FILE --target COLUMN
                Stop       ./millrace down\
                """
                        .formatted(
                                described(demo.prediction()),
                                demo.modelVersion(),
                                demo.seconds(),
                                Part.ORCHESTRATOR.port(state.portBase()),
                                Part.ORCHESTRATOR.port(state.portBase()));
    }

    private static String described(@Nullable Prediction prediction) {
        if (prediction == null || prediction.probabilities() == null) {
            return String.valueOf(prediction);
        }
        return prediction.probabilities().entrySet().stream()
                .map(one -> "%s with probability %.3f".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(", ", prediction.value() + " (", ")"));
    }
}
