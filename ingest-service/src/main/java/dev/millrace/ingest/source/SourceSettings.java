package dev.millrace.ingest.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an ingestion may read.
 *
 * @param allowedFolders local folders below which files may be read; none by default
 * @param allowPrivateAddresses whether URLs may lead into private networks and to this machine
 * @param maxSourceSize of all files of a source together
 */
@ConfigurationProperties("millrace.ingest")
public record SourceSettings(
        @DefaultValue List<String> allowedFolders,
        @DefaultValue("false") boolean allowPrivateAddresses,
        @DefaultValue("10GB") DataSize maxSourceSize,
        @DefaultValue Http http) {

    // Texts, not paths: Spring would take a path for a resource of the web application first.
    List<Path> folders() {
        return allowedFolders.stream().map(Path::of).toList();
    }

    /**
     * Patience with other people's servers.
     *
     * @param answerTimeout until the headers of the answer are there
     * @param stallTimeout between two bytes of the answer's body
     */
    public record Http(
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("30s") Duration answerTimeout,
            @DefaultValue("30s") Duration stallTimeout,
            @DefaultValue("5") int maxRedirects) {}
}
