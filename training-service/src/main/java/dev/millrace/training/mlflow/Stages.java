package dev.millrace.training.mlflow;

import dev.millrace.contracts.training.RunSearch.View;
import dev.millrace.training.tracking.Limits;
import org.jspecify.annotations.Nullable;

/** MLflow's words for what is deleted and what is not. */
final class Stages {

    private Stages() {}

    static String of(boolean deleted) {
        return deleted ? "deleted" : "active";
    }

    static View view(@Nullable String viewType) {
        return switch (viewType == null ? "ACTIVE_ONLY" : viewType) {
            case "ACTIVE_ONLY" -> View.ACTIVE;
            case "DELETED_ONLY" -> View.DELETED;
            case "ALL" -> View.ALL;
            default ->
                    throw Limits.invalid(
                            "The view type \"%s\" is not one of ACTIVE_ONLY, DELETED_ONLY, ALL."
                                    .formatted(viewType));
        };
    }
}
