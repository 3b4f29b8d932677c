package dev.millrace.training.tracking;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of artifacts that clients upload.
 *
 * @param maxSize of one file
 */
@ConfigurationProperties("millrace.training.artifacts")
record ArtifactSettings(@DefaultValue("1GB") DataSize maxSize) {}
