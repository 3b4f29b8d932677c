package dev.millrace.inference.artifact;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where model artifacts are kept on this machine. Instances may share the folder.
 *
 * @param folder default {@code millrace-inference} in the folder for temporary files
 * @param size what the folder holds at most; the artifacts used least recently go first
 */
@ConfigurationProperties("millrace.inference.cache")
record CacheSettings(Path folder, DataSize size) {

    CacheSettings(@Nullable Path folder, @DefaultValue("2GB") DataSize size) {
        this.folder =
                folder == null
                        ? Path.of(System.getProperty("java.io.tmpdir"), "millrace-inference")
                        : folder;
        this.size = size;
    }
}
