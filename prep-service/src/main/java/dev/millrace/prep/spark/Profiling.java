package dev.millrace.prep.spark;

import dev.millrace.kit.job.JobContext;
import dev.millrace.prep.dataset.Input;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens a dataset version, or a query over it, to be looked at. */
@Component
public class Profiling {

    private final SparkJobs jobs;

    Profiling(SparkJobs jobs) {
        this.jobs = jobs;
    }

    public <T> T run(
            JobContext context, Input input, @Nullable String sql, Function<ProfiledRows, T> look)
            throws Exception {
        context.progress(0.02, "Waiting for Spark.");
        return jobs.run(
                context,
                List.of(input),
                session -> {
                    context.progress(0.1, "Reading " + input.version().reference() + ".");
                    var recipe = new RecipeRows(session);
                    recipe.register(input);
                    var rows = recipe.query(sql);
                    if (sql != null) {
                        rows.persist(StorageLevel.MEMORY_AND_DISK());
                    }
                    try {
                        return look.apply(new ProfiledRows(rows));
                    } finally {
                        rows.unpersist();
                    }
                });
    }
}
