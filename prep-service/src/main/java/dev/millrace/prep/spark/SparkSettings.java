package dev.millrace.prep.spark;

import jakarta.validation.constraints.Positive;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Spark runs.
 *
 * @param master any Spark master URL
 * @param shufflePartitions default: as many as this machine has cores
 * @param warmUp whether the session is made, and tried, right after start-up
 * @param rowsPerFile prepared parts are written in files of about this many rows; the number of
 *     files decides in which order statistics are merged, therefore it is no matter of cores
 * @param conf further Spark properties, such as {@code spark.executor.memory}
 */
@Validated
@ConfigurationProperties("millrace.prep.spark")
public record SparkSettings(
        @DefaultValue("local[2]") String master,
        @Nullable @Positive Integer shufflePartitions,
        @DefaultValue("true") boolean warmUp,
        @DefaultValue("200000") @Positive int rowsPerFile,
        @DefaultValue Map<String, String> conf) {

    int partitions() {
        return shufflePartitions == null
                ? Runtime.getRuntime().availableProcessors()
                : shufflePartitions;
    }
}
