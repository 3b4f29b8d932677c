package dev.millrace.prep.prepared;

import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.prep.ColumnStatistics;
import dev.millrace.contracts.prep.PrepareRequest;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.kit.job.Jobs;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.prep.dataset.Datasets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Prepared data, as the front door offers it. */
@Component
public class Preparations {

    private final Jobs jobs;
    private final PreparedDataSets catalogue;
    private final Datasets datasets;
    private final StatisticsFiles statistics;
    private final ObjectStore store;

    Preparations(
            Jobs jobs,
            PreparedDataSets catalogue,
            Datasets datasets,
            StatisticsFiles statistics,
            ObjectStore store) {
        this.jobs = jobs;
        this.catalogue = catalogue;
        this.datasets = datasets;
        this.statistics = statistics;
        this.store = store;
    }

    /** Starts the job, once the recipe has no mistake that can be seen without the data. */
    public ResponseEntity<Job> start(
            PrepareRequest request, @Nullable String idempotencyKey, @Nullable String callbackUrl) {
        RecipeCheck.require(request);
        return jobs.submit("preparation", request, idempotencyKey, callbackUrl);
    }

    public List<PreparedData> latest(int limit) {
        return catalogue.latest(Math.clamp(limit, 1, 1000));
    }

    public PreparedData find(UUID id) {
        return catalogue.find(id);
    }

    /** What the columns of its training part are like. */
    public List<ColumnStatistics> statistics(UUID id) {
        return statistics.read(catalogue.find(id));
    }

    /** The row goes first: what is left behind if we die here is garbage, not a broken promise. */
    public void delete(UUID id) {
        PreparedData data = catalogue.find(id);
        catalogue.delete(id);
        datasets.release(id, data.inputs().values());
        store.deletePrefix(store.keyOf(data.location()));
    }

    public void addReference(UUID id, String referrer) {
        catalogue.addReference(id, referrer);
    }

    public void removeReference(UUID id, String referrer) {
        catalogue.removeReference(id, referrer);
    }
}
