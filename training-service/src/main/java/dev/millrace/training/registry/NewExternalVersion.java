package dev.millrace.training.registry;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A version that somebody else made and keeps. */
public record NewExternalVersion(
        String model,
        String source,
        @Nullable UUID run,
        @Nullable String runLink,
        String description,
        Map<String, String> tags,
        String principal) {}
