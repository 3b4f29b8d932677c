package dev.millrace.orchestrator.task;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.orchestrator.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The secrets of this installation: files of a directory, as container platforms mount them, and
 * environment variables. Read whenever one is used, so that a new value counts at once.
 */
@Component
public final class Secrets {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final String VARIABLE = "MILLRACE_SECRET_";
    private static final int LONGEST = 64 * 1024;

    private final @Nullable Path directory;
    private final Map<String, String> environment;

    @Autowired
    Secrets(SecretSettings settings) {
        this(settings, System.getenv());
    }

    Secrets(SecretSettings settings, Map<String, String> environment) {
        this.directory = settings.directory();
        this.environment = environment;
    }

    /** The secret's value; refused where there is none. A file comes before a variable. */
    String value(String name) {
        var value = find(name).orElse(null);
        if (value == null || value.isEmpty()) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "secret '%s' %s: %s or set the environment variable %s%s"
                            .formatted(
                                    name,
                                    value == null ? "is not there" : "is empty",
                                    directory == null
                                            ? "put a file of that name into the folder that millrace.secrets.directory names,"
                                            : "put a file of that name into " + directory,
                                    VARIABLE,
                                    name));
        }
        return value;
    }

    Optional<String> find(String name) {
        var file = file(name);
        return Optional.ofNullable(
                file == null ? environment.get(VARIABLE + name) : read(name, file));
    }

    /** By name; never with their values. */
    Collection<Secret> all() {
        var all = new TreeMap<String, Secret>();
        environment.keySet().stream()
                .filter(variable -> variable.startsWith(VARIABLE))
                .map(variable -> variable.substring(VARIABLE.length()))
                .filter(NAME.asMatchPredicate())
                .forEach(name -> all.put(name, new Secret(name, Secret.Source.ENVIRONMENT)));
        if (directory != null && Files.isDirectory(directory)) {
            try (var files = Files.list(directory)) {
                files.filter(Files::isRegularFile)
                        .map(file -> file.getFileName().toString())
                        .filter(NAME.asMatchPredicate())
                        .forEach(name -> all.put(name, new Secret(name, Secret.Source.FILE)));
            } catch (IOException e) {
                throw new PlatformException(
                        FailureCode.INTERNAL_ERROR, "cannot list " + directory, e);
            }
        }
        return all.values();
    }

    private @Nullable Path file(String name) {
        if (directory == null || !NAME.matcher(name).matches()) {
            return null;
        }
        var file = directory.resolve(name);
        return Files.isRegularFile(file) ? file : null;
    }

    /** One line end at the end of the file is the editor's, not the secret's. */
    private static String read(String name, Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new PlatformException(
                        FailureCode.INVALID_REQUEST,
                        "secret '%s' is longer than %d bytes".formatted(name, LONGEST));
            }
            return Files.readString(file).replaceFirst("\\r?\\n\\z", "");
        } catch (IOException e) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "secret '%s' cannot be read as text from its file".formatted(name),
                    e);
        }
    }
}
