package dev.millrace.training.tracking;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Artifact;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.ReferencedObjects;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Files of runs, in the platform's bucket. */
@Component
@EnableConfigurationProperties(ArtifactSettings.class)
public class RunArtifacts implements ReferencedObjects {

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_PATH = 500;

    private final Runs runs;
    private final ObjectStore store;
    private final ArtifactSettings settings;

    RunArtifacts(Runs runs, ObjectStore store, ArtifactSettings settings) {
        this.runs = runs;
        this.store = store;
        this.settings = settings;
    }

    /** Files and folders directly below a path; the path of a file lists that file. */
    public List<Artifact> list(String run, String path) {
        var root = prefix(runs.require(run));
        var folder = path.isEmpty() ? "" : plain(path) + "/";
        var found = new TreeMap<String, Artifact>();
        for (var object : store.list(root + (path.isEmpty() ? "" : plain(path)))) {
            var relative = object.key().substring(root.length());
            if (relative.equals(path)) {
                return List.of(new Artifact(path, false, object.size()));
            }
            if (relative.startsWith(folder)) {
                int slash = relative.indexOf('/', folder.length());
                var name = slash < 0 ? relative : relative.substring(0, slash);
                found.put(name, new Artifact(name, slash >= 0, slash < 0 ? object.size() : null));
            }
        }
        return List.copyOf(found.values());
    }

    /** The bytes of a file; the caller closes them. */
    InputStream open(String run, String path) {
        return store.open(existing(run, path));
    }

    long size(String run, String path) {
        return store.size(existing(run, path));
    }

    /** Streams a file into the store; one that was there before is replaced when this has ended. */
    Artifact put(String run, String path, InputStream bytes) throws IOException {
        var row = runs.requireActive(run);
        if (row.job() != null) {
            throw Limits.invalid(
                    "The artifacts of run %s are those of job %s, which nobody else changes."
                            .formatted(run, row.job()));
        }
        var object = store.create(prefix(row) + plain(path));
        try {
            var buffer = new byte[BUFFER];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                object.write(buffer, 0, read);
                requireSmall(object.written());
            }
            object.close();
            return new Artifact(path, false, object.written());
        } finally {
            object.abort(); // does nothing to an object that is complete
        }
    }

    void requireSmall(long bytes) {
        if (bytes > settings.maxSize().toBytes()) {
            throw new PlatformException(
                    FailureCode.BODY_TOO_LARGE,
                    "The artifact is larger than the %,d bytes that the setting millrace.training.artifacts.max-size allows."
                            .formatted(settings.maxSize().toBytes()));
        }
    }

    /** Runs are never removed, nor is what clients keep with them. */
    @Override
    public Set<String> prefixes() {
        return Set.of(Runs.ARTIFACTS);
    }

    private String existing(String run, String path) {
        var key = prefix(runs.require(run)) + plain(path);
        if (!store.exists(key)) {
            throw new PlatformException(
                    FailureCode.ARTIFACT_NOT_FOUND,
                    "Run %s has no artifact \"%s\".".formatted(run, path));
        }
        return key;
    }

    private static String prefix(RunRow run) {
        if (run.artifactPrefix() == null) {
            throw Limits.invalid(
                    "The artifacts of run %s are not kept here: its experiment has an artifact_location of its own."
                            .formatted(RunIds.text(run.runId())));
        }
        return run.artifactPrefix();
    }

    private static String plain(String path) {
        boolean plain = !path.isEmpty() && path.length() <= LONGEST_PATH;
        for (var part : path.split("/", -1)) {
            plain &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
        }
        if (!plain || path.chars().anyMatch(Character::isISOControl)) {
            throw Limits.invalid(
                    "\"%s\" is not a path of an artifact: 1 to %d characters, parts between slashes that are neither empty nor . nor .."
                            .formatted(path, LONGEST_PATH));
        }
        return path;
    }
}
