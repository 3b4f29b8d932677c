package dev.millrace.training.tracking;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.training.Artifact;
import dev.millrace.contracts.training.Experiment;
import dev.millrace.contracts.training.MetricHistory;
import dev.millrace.contracts.training.RunComparison;
import dev.millrace.contracts.training.RunPage;
import dev.millrace.contracts.training.RunSearch;
import dev.millrace.contracts.training.RunSearch.View;
import dev.millrace.contracts.training.TrackedRun;
import dev.millrace.contracts.training.TrackingApi;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TrackingController implements TrackingApi {

    private static final int MOST_EXPERIMENTS = 1000;
    private static final int USUAL_RUNS = 100;
    private static final int MOST_POINTS = 25_000;
    private static final int MOST_COMPARED = 50;

    private final Experiments experiments;
    private final Runs runs;
    private final RunArtifacts artifacts;

    TrackingController(Experiments experiments, Runs runs, RunArtifacts artifacts) {
        this.experiments = experiments;
        this.runs = runs;
        this.artifacts = artifacts;
    }

    @Override
    public List<Experiment> experiments(View view) {
        return experiments.search(null, null, view, MOST_EXPERIMENTS, null).items();
    }

    @Override
    public Experiment experiment(String experiment) {
        return experiments.find(experiment);
    }

    @Override
    public void deleteExperiment(String experiment) {
        experiments.setDeleted(experiments.find(experiment), true);
    }

    @Override
    public Experiment restoreExperiment(String experiment) {
        return experiments.setDeleted(experiments.find(experiment), false);
    }

    @Override
    public RunPage search(RunSearch search) {
        var named = search.experiments();
        var page =
                runs.search(
                        new RunQuery(
                                named == null
                                        ? null
                                        : named.stream()
                                                .map(experiments::find)
                                                .map(Experiments::number)
                                                .toList(),
                                search.filter(),
                                search.orderBy(),
                                requireNonNullElse(search.view(), View.ACTIVE),
                                requireNonNullElse(search.limit(), USUAL_RUNS),
                                Page.offset(search.page())));
        return new RunPage(page.items(), page.next());
    }

    @Override
    public TrackedRun run(String run) {
        return runs.find(run);
    }

    @Override
    public MetricHistory history(String run, String metric, int limit, @Nullable String page) {
        if (limit < 1 || limit > MOST_POINTS) {
            throw Limits.invalid("limit must be 1 to %d.".formatted(MOST_POINTS));
        }
        return runs.history(run, metric, limit, page);
    }

    @Override
    public RunComparison compare(List<String> compared) {
        if (compared.size() < 2 || compared.size() > MOST_COMPARED) {
            throw Limits.invalid("Name 2 to %d runs to compare.".formatted(MOST_COMPARED));
        }
        return Comparison.of(compared.stream().map(runs::find).toList());
    }

    @Override
    public void delete(String run) {
        runs.setDeleted(run, true);
    }

    @Override
    public TrackedRun restore(String run) {
        return runs.setDeleted(run, false);
    }

    @Override
    public List<Artifact> artifacts(String run, String path) {
        return artifacts.list(run, path);
    }
}
