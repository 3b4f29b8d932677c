package dev.millrace.training.mlflow;

import dev.millrace.training.mlflow.Entries.Entry;
import dev.millrace.training.registry.RegisteredModel;
import dev.millrace.training.registry.RegisteredVersion;
import dev.millrace.training.tracking.RunIds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is said about registered models and their versions. */
final class ModelMessages {

    /** Tells in each version's tags which of the two kinds it is. */
    static final String KIND_TAG = "millrace.kind";

    private ModelMessages() {}

    record CreateModel(
            @Nullable String name, @Nullable String description, @Nullable List<Entry> tags)
            implements MlflowMessage {}

    record ByName(@Nullable String name) implements MlflowMessage {}

    record DescribeModel(@Nullable String name, @Nullable String description)
            implements MlflowMessage {}

    record TagModel(@Nullable String name, @Nullable String key, @Nullable String value)
            implements MlflowMessage {}

    record Alias(@Nullable String name, @Nullable String alias, @Nullable String version)
            implements MlflowMessage {}

    record Search(
            @Nullable String filter,
            @Nullable Integer maxResults,
            @Nullable List<String> orderBy,
            @Nullable String pageToken)
            implements MlflowMessage {}

    record LatestVersions(@Nullable String name, @Nullable List<String> stages)
            implements MlflowMessage {}

    record CreateVersion(
            @Nullable String name,
            @Nullable String source,
            @Nullable String runId,
            @Nullable List<Entry> tags,
            @Nullable String runLink,
            @Nullable String description)
            implements MlflowMessage {}

    record ByVersion(@Nullable String name, @Nullable String version) implements MlflowMessage {}

    record DescribeVersion(
            @Nullable String name, @Nullable String version, @Nullable String description)
            implements MlflowMessage {}

    record Transition(
            @Nullable String name,
            @Nullable String version,
            @Nullable String stage,
            @Nullable Boolean archiveExistingVersions)
            implements MlflowMessage {}

    record TagVersion(
            @Nullable String name,
            @Nullable String version,
            @Nullable String key,
            @Nullable String value)
            implements MlflowMessage {}

    record ShownModel(Model registeredModel) implements MlflowMessage {}

    record FoundModels(List<Model> registeredModels, @Nullable String nextPageToken)
            implements MlflowMessage {}

    record ShownVersion(Version modelVersion) implements MlflowMessage {

        static ShownVersion of(RegisteredVersion version) {
            return new ShownVersion(Version.of(version));
        }
    }

    record FoundVersions(List<Version> modelVersions, @Nullable String nextPageToken)
            implements MlflowMessage {}

    record DownloadUri(String artifactUri) implements MlflowMessage {}

    record AliasOf(String alias, String version) implements MlflowMessage {}

    record Model(
            String name,
            long creationTimestamp,
            long lastUpdatedTimestamp,
            String description,
            List<Version> latestVersions,
            List<Entry> tags,
            List<AliasOf> aliases)
            implements MlflowMessage {

        static Model of(RegisteredModel model, List<RegisteredVersion> latest) {
            return new Model(
                    model.name(),
                    model.createdAt().toEpochMilli(),
                    model.updatedAt().toEpochMilli(),
                    model.description(),
                    latest.stream().map(Version::of).toList(),
                    Entries.list(model.tags()),
                    model.aliases().entrySet().stream()
                            .map(alias -> new AliasOf(alias.getKey(), alias.getValue().toString()))
                            .toList());
        }
    }

    record Version(
            String name,
            String version,
            long creationTimestamp,
            long lastUpdatedTimestamp,
            String userId,
            String currentStage,
            String description,
            String source,
            @Nullable String runId,
            String status,
            List<Entry> tags,
            @Nullable String runLink,
            List<String> aliases)
            implements MlflowMessage {

        static Version of(RegisteredVersion version) {
            return new Version(
                    version.model(),
                    Integer.toString(version.number()),
                    version.createdAt().toEpochMilli(),
                    version.updatedAt().toEpochMilli(),
                    version.createdBy(),
                    version.stage(),
                    version.description(),
                    version.source(),
                    version.run() == null ? null : RunIds.text(version.run()),
                    "READY",
                    Entries.list(tags(version)),
                    version.runLink(),
                    version.aliases());
        }

        private static Map<String, String> tags(RegisteredVersion version) {
            var tags = new TreeMap<>(version.tags());
            tags.put(KIND_TAG, version.external() ? "external" : "trained");
            return tags;
        }
    }
}
