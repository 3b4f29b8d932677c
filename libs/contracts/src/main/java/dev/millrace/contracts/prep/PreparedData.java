package dev.millrace.contracts.prep;

import dev.millrace.transform.TargetSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Training data and the transform that made it.
 *
 * <p>Layout below {@code location}: {@code train/}, {@code validation/}, {@code test/} hold Parquet
 * files, to be read in the order of their names; {@code transform.json} is the FittedTransform,
 * {@code statistics.json} a list of {@link ColumnStatistics}. Columns of a Parquet file: the
 * recipe's own columns under their own names, {@code __features} (list of float, one per feature
 * output) and {@code __label} (double: the class index, the scaled target, or 0 where there is no
 * target).
 *
 * @param hash SHA-256 over the recipe's canonical JSON and the hashes of the dataset versions
 * @param inputs exact dataset versions ({@code name@number}) by view name
 * @param transformHash SHA-256 of the FittedTransform
 * @param featureNames one per element of the feature array
 * @param classes labels by class index; null where there are none
 */
public record PreparedData(
        UUID id,
        String hash,
        Map<String, String> inputs,
        String location,
        long trainRows,
        long validationRows,
        long testRows,
        String transformHash,
        List<String> featureNames,
        TargetSpec target,
        @Nullable List<String> classes,
        Recipe recipe,
        Instant createdAt,
        String createdBy) {}
