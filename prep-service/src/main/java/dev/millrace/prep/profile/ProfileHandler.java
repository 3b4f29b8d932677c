package dev.millrace.prep.profile;

import static dev.millrace.contracts.failure.FailureCode.INVALID_RECIPE;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.Profile;
import dev.millrace.contracts.prep.ProfileRequest;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobHandler;
import dev.millrace.kit.job.Publication;
import dev.millrace.prep.dataset.Datasets;
import dev.millrace.prep.dataset.Input;
import dev.millrace.prep.spark.ProfiledRows;
import dev.millrace.prep.spark.Profiling;
import dev.millrace.transform.Column;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at a dataset version. */
@Component
class ProfileHandler implements JobHandler<ProfileRequest> {

    /** What SQL calls the version that is looked at. */
    static final String VIEW = "dataset";

    private final Datasets datasets;
    private final Profiling profiling;
    private final ProfileDocuments documents;

    ProfileHandler(Datasets datasets, Profiling profiling, ProfileDocuments documents) {
        this.datasets = datasets;
        this.profiling = profiling;
        this.documents = documents;
    }

    @Override
    public String kind() {
        return "profile";
    }

    @Override
    public Class<ProfileRequest> requestType() {
        return ProfileRequest.class;
    }

    @Override
    public Publication run(JobContext context, ProfileRequest request) throws Exception {
        var input = new Input(VIEW, datasets.find(request.dataset()));
        Profile profile =
                profiling.run(
                        context,
                        input,
                        request.sql(),
                        rows -> look(context, input, request.target(), rows));
        return () -> {
            documents.insert(profile);
            return Map.of(
                    "profile", profile.id(),
                    "dataset", profile.dataset(),
                    "rows", profile.rows(),
                    "columns", profile.columns().size());
        };
    }

    private static Profile look(
            JobContext context, Input input, @Nullable String target, ProfiledRows rows) {
        List<Column> columns = rows.columns();
        int width = columns.size();
        int targetIndex = target == null ? -1 : indexOf(target, columns);
        context.progress(0.3, "Counting the values of %d columns.".formatted(width));
        TableSummary table = rows.summarize(() -> new TableSummary(width, targetIndex));
        context.progress(0.8, "Describing %d columns.".formatted(width));
        return profile(context.id(), input, target, columns, table, rows);
    }

    private static Profile profile(
            UUID id,
            Input input,
            @Nullable String target,
            List<Column> columns,
            TableSummary table,
            ProfiledRows rows) {
        var details = new ValueDetails(columns, table, rows);
        return new Profile(
                id,
                input.version().reference(),
                table.rows(),
                target,
                IntStream.range(0, columns.size())
                        .mapToObj(i -> portrait(columns.get(i), table.column(i), details))
                        .map(portrait -> portrait.profile(table.rows()))
                        .toList());
    }

    private static ColumnPortrait portrait(
            Column column, ColumnSummary summary, ValueDetails details) {
        return new ColumnPortrait(column, summary, details.of(column));
    }

    private static int indexOf(String target, List<Column> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        int index = names.indexOf(target);
        if (index < 0) {
            String message =
                    "there is no column %s; there are: %s"
                            .formatted(target, String.join(", ", names));
            throw new PlatformException(
                    INVALID_RECIPE,
                    "target: " + message + ".",
                    List.of(Mistake.in("target", message)));
        }
        return index;
    }
}
