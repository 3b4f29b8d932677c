package dev.millrace.cli.client;

import dev.millrace.contracts.orchestrator.PipelineVersion;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.StartRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts a run of a pipeline file. A parameter that names a local file is uploaded first, so that
 * any file that the user may read can be used.
 */
public final class RunStarter {

    private final Services services;
    private final Consumer<String> progress;

    public RunStarter(Services services, Consumer<String> progress) {
        this.services = services;
        this.progress = progress;
    }

    /**
     * @param parameters as given by the user; paths in them are relative to the working directory
     * @param reuse false makes every step run; null leaves it to the steps
     * @param root where paths in the pipeline's own defaults are looked for, after its folder
     */
    public Run start(
            Path pipeline, Map<String, Object> parameters, @Nullable Boolean reuse, Path root)
            throws IOException, InterruptedException {
        var version = services.post(Files.readString(pipeline));
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var parameter : parameters.entrySet()) {
            values.put(parameter.getKey(), uploaded(parameter.getValue(), List.of(Path.of(""))));
        }
        addDefaults(version, values, folders(pipeline, root));
        return services.start(
                new StartRun(version.pipeline(), version.number(), values, null, reuse));
    }

    private static List<Path> folders(Path pipeline, Path root) {
        var beside = pipeline.toAbsolutePath().getParent();
        return beside == null ? List.of(root) : List.of(beside, root, Path.of(""));
    }

    private void addDefaults(
            PipelineVersion version, Map<String, @Nullable Object> values, List<Path> folders)
            throws IOException, InterruptedException {
        for (var parameter : version.parameters().entrySet()) {
            var value = parameter.getValue();
            if (value != null && !values.containsKey(parameter.getKey())) {
                var sent = uploaded(value, folders);
                if (!sent.equals(value)) {
                    values.put(parameter.getKey(), sent);
                }
            }
        }
    }

    private Object uploaded(Object value, List<Path> folders)
            throws IOException, InterruptedException {
        if (!(value instanceof String text) || !looksLikeAPath(text)) {
            return value;
        }
        var file = folders.stream().flatMap(folder -> existing(folder, text).stream()).findFirst();
        if (file.isEmpty()) {
            return value;
        }
        progress.accept("Uploading " + file.get());
        return services.upload(file.get()).source();
    }

    private static boolean looksLikeAPath(String text) {
        return text.contains("/") ? !text.contains("://") : text.contains(".");
    }

    private static Optional<Path> existing(Path folder, String text) {
        try {
            return Optional.of(folder.resolve(text)).filter(Files::isRegularFile);
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }
}
