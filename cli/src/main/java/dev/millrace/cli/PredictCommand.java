package dev.millrace.cli;

import dev.millrace.cli.client.Services;
import dev.millrace.cli.platform.Json;
import dev.millrace.cli.platform.Part;
import dev.millrace.contracts.inference.PredictRequest;
import dev.millrace.contracts.inference.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** Asks an endpoint for predictions. */
@Command(name = "predict", description = "Ask an endpoint for predictions.")
final class PredictCommand implements Callable<Integer> {

    private static final TypeReference<Map<String, @Nullable Object>> ROW =
            new TypeReference<>() {};
    private static final TypeReference<List<Map<String, @Nullable Object>>> ROWS =
            new TypeReference<>() {};

    @Mixin private CommonOptions common = new CommonOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ENDPOINT", description = "The endpoint's name.")
    private String endpoint = "";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "JSON|@FILE",
            description =
                    "A row as a JSON object by column name, or a list of rows; @ reads a file.")
    private String data = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        var rows = rows(data.startsWith("@") ? Files.readString(Path.of(data.substring(1))) : data);
        var services = Services.of(common.platform());
        var answer =
                services.rest()
                        .post(
                                services.at(
                                        Part.INFERENCE,
                                        "/v1/endpoints/" + endpoint + "/predictions"),
                                new PredictRequest(rows),
                                Predictions.class);
        common.result(answer, text(answer));
        return ExitCode.DONE;
    }

    private List<Map<String, @Nullable Object>> rows(String json) {
        try {
            var tree = Json.STRICT.readTree(json);
            var rows = tree.isObject() && tree.has("rows") ? tree.get("rows") : tree;
            return rows.isArray()
                    ? Json.STRICT.convertValue(rows, ROWS)
                    : List.of(Json.STRICT.convertValue(rows, ROW));
        } catch (JacksonException wrong) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--data is not a JSON object or a list of them: " + wrong.getOriginalMessage());
        }
    }

    private static String text(Predictions answer) {
        var lines =
                answer.predictions().stream()
                        .map(prediction ->
                                prediction.probabilities() == null
                                        ? prediction.value().toString()
                                        : prediction.value() + "  " + prediction.probabilities())
                        .toList();
        var decided = answer.threshold() == null ? "" : ", threshold " + answer.threshold();
        return "%s%n(%s%s)".formatted(String.join("\n", lines), answer.modelVersion(), decided);
    }
}
