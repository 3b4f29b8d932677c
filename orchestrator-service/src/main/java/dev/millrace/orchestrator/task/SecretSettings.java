package dev.millrace.orchestrator.task;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where secrets come from, beside environment variables.
 *
 * @param directory holds one file per secret, named as the secret; null for none
 */
@ConfigurationProperties("millrace.secrets")
record SecretSettings(@Nullable Path directory) {}
