package dev.millrace.kit.web;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of HTTP exchanges.
 *
 * @param maxBody largest request body
 * @param streamedPaths paths whose operations bound their bodies themselves; {@code *} stands for
 *     one part of a path, {@code **} for any number of them
 */
@ConfigurationProperties("millrace.http")
public record HttpSettings(
        @DefaultValue("2MB") DataSize maxBody, @DefaultValue Set<String> streamedPaths) {}
