package dev.millrace.training.mlflow;

import dev.millrace.training.mlflow.Entries.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said about experiments. */
final class ExperimentMessages {

    private ExperimentMessages() {}

    record Create(
            @Nullable String name, @Nullable String artifactLocation, @Nullable List<Entry> tags)
            implements MlflowMessage {}

    record Created(String experimentId) implements MlflowMessage {}

    record ById(@Nullable String experimentId) implements MlflowMessage {}

    record ByName(@Nullable String experimentName) implements MlflowMessage {}

    record Update(@Nullable String experimentId, @Nullable String newName)
            implements MlflowMessage {}

    record SetTag(@Nullable String experimentId, @Nullable String key, @Nullable String value)
            implements MlflowMessage {}

    record Search(
            @Nullable Integer maxResults,
            @Nullable String pageToken,
            @Nullable String filter,
            @Nullable List<String> orderBy,
            @Nullable String viewType)
            implements MlflowMessage {}

    record Found(List<Experiment> experiments, @Nullable String nextPageToken)
            implements MlflowMessage {}

    record Shown(Experiment experiment) implements MlflowMessage {}

    record Experiment(
            String experimentId,
            String name,
            String artifactLocation,
            String lifecycleStage,
            long lastUpdateTime,
            long creationTime,
            List<Entry> tags)
            implements MlflowMessage {

        static Experiment of(dev.millrace.contracts.training.Experiment experiment) {
            return new Experiment(
                    experiment.id(),
                    experiment.name(),
                    experiment.artifactLocation(),
                    Stages.of(experiment.deleted()),
                    experiment.updatedAt().toEpochMilli(),
                    experiment.createdAt().toEpochMilli(),
                    Entries.list(experiment.tags()));
        }
    }
}
