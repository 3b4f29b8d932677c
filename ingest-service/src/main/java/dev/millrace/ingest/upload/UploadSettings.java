package dev.millrace.ingest.upload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of uploads.
 *
 * @param maxSize of one upload
 * @param retention how long an upload waits to be ingested
 */
@ConfigurationProperties("millrace.ingest.upload")
public record UploadSettings(
        @DefaultValue("10GB") DataSize maxSize, @DefaultValue("1d") Duration retention) {}
