package dev.millrace.training.automl;

import dev.millrace.contracts.training.AutoMlRequest;
import dev.millrace.contracts.training.EvaluationReport.Baseline;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobHandler;
import dev.millrace.kit.job.Publication;
import dev.millrace.training.job.DataInUse;
import dev.millrace.training.job.RequestCheck.Accepted;
import dev.millrace.training.job.Trainings;
import dev.millrace.training.job.Trainings.Left;
import dev.millrace.training.job.Trainings.Trained;
import dev.millrace.training.launch.Crew;
import dev.millrace.training.launch.Workers;
import dev.millrace.training.study.Board;
import dev.millrace.training.study.Studies;
import dev.millrace.training.study.TrialRow;
import dev.millrace.training.study.TrialRuns;
import dev.millrace.training.study.Trials;
import dev.millrace.training.tracking.JobRun;
import dev.millrace.training.worker.WorkerReport.BaselinesMeasured;
import dev.millrace.training.worker.WorkerReport.TrialMeasured;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fits baselines, presets and tuned presets within a budget, and registers the best network. */
@Component
class AutoMlJob implements JobHandler<AutoMlRequest> {

    static final String KIND = "automl";

    private static final int MOST_FAILURES = 20;

    private final AutoMlCheck check;
    private final AutoMls automls;
    private final Studies studies;
    private final DataInUse inUse;
    private final Workers workers;
    private final Trainings trainings;
    private final Clock clock;

    AutoMlJob(
            AutoMlCheck check,
            AutoMls automls,
            Studies studies,
            DataInUse inUse,
            Workers workers,
            Trainings trainings,
            Clock clock) {
        this.check = check;
        this.automls = automls;
        this.studies = studies;
        this.inUse = inUse;
        this.workers = workers;
        this.trainings = trainings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<AutoMlRequest> requestType() {
        return AutoMlRequest.class;
    }

    /** What came of the search. */
    private record Found(List<Baseline> baselines, List<TrialRow> trials, TrialRow best) {}

    @Override
    public Publication run(JobContext context, AutoMlRequest request) throws Exception {
        var plan = check.require(request);
        inUse.begin(KIND, context, plan.data());
        try (var run = trainings.begin(context, plan.base(), Map.of(KIND, plan.request()))) {
            var begun = studies.begin(context, KIND, plan.data().id(), plan.request());
            var budget = new Budget(begun, clock, request.maxSeconds());
            var found = search(context, plan, budget, run);
            var trained = train(context, plan, found, budget, run);
            return () -> publish(context, plan, found, trained, budget);
        } catch (Exception failure) {
            inUse.endAfter(failure, KIND, context, plan.data());
            trainings.abandon(context, failure);
            throw failure;
        }
    }

    private Found search(JobContext context, AutoMlPlan plan, Budget budget, JobRun run)
            throws Exception {
        try (var crew = workers.crew(context)) {
            var baselines = baselines(context, plan, budget, crew, run);
            var runs = studies.store(context, run, plan.base().request().epochs());
            var board = board(context, plan, budget, runs);
            try {
                var teller = new Teller(context, plan.goal(), board, budget);
                Trials.Runner runner =
                        trial -> runs.keep(trial, measure(plan, budget, crew, trial));
                new Trials(board, plan.goal(), MOST_FAILURES, runner, teller::tell)
                        .run(crew.most(), crew::dismiss);
                board.prune("the time was over");
            } finally {
                runs.account(
                        board.trials(), baselines.stream().mapToDouble(Baseline::seconds).sum());
            }
            return new Found(baselines, board.trials(), board.requireBest());
        }
    }

    private List<Baseline> baselines(
            JobContext context, AutoMlPlan plan, Budget budget, Crew crew, JobRun run)
            throws IOException, InterruptedException {
        var earlier = automls.baselines(context.id());
        if (earlier.isPresent()) {
            return earlier.get();
        }
        context.progress(0, "fitting the baselines");
        var request = plan.base().request();
        var errand = new Errands.Baselines(request, plan.data(), budget);
        var measured = (BaselinesMeasured) crew.run(errand);
        measured.baselines().forEach(baseline -> run.child(BaselineRun.of(baseline, clock)));
        automls.put(context, measured.baselines());
        measured.baselines().forEach(baseline -> Teller.tell(context, plan.goal(), baseline));
        return measured.baselines();
    }

    private Board board(JobContext context, AutoMlPlan plan, Budget budget, TrialRuns runs) {
        var earlier = studies.trials(context.id());
        var best = Board.best(earlier, plan.goal());
        if (best != null) {
            budget.keepFor(best.progress().seconds());
        }
        return new Board(
                plan.goal(),
                new PresetsFirst(plan.prospects()),
                new Board.Limits(plan.request().maxTrials(), plan.request().seed(), budget::isOver),
                earlier,
                runs);
    }

    private TrialMeasured measure(AutoMlPlan plan, Budget budget, Crew crew, TrialRow trial)
            throws IOException, InterruptedException {
        var request = check.trial(plan, trial.params());
        var measured = crew.run(new Errands.Trial(request, plan.data(), budget));
        return ((TrialMeasured) measured).forGood();
    }

    /** Goes through the epochs of the best trial again: if there is time, to the same weights. */
    private Trained train(
            JobContext context, AutoMlPlan plan, Found found, Budget budget, JobRun run)
            throws Exception {
        var best = found.best();
        var request =
                check.trial(plan, best.params()).change().epochs(best.progress().epochs()).build();
        var preset = plan.prospect(best.params()).preset();
        var accepted = new Accepted(request, plan.data(), preset, null);
        var left = new Left(found.baselines(), budget::forLast);
        return trainings.train(KIND, context, accepted, left, run);
    }

    private Map<String, Object> publish(
            JobContext context, AutoMlPlan plan, Found found, Trained trained, Budget budget) {
        var version = trainings.publish(context, trained);
        automls.finish(context.id(), version.reference(), budget.used());
        var board =
                Leaderboard.of(plan.goal(), found.baselines(), found.trials(), version.reference());
        var result = new LinkedHashMap<String, Object>();
        result.put("automl", context.id());
        result.put("budgetSeconds", plan.request().maxSeconds());
        result.put("usedSeconds", budget.used());
        result.put("verdict", Objects.requireNonNull(board.verdict()));
        result.put("baselineWins", board.baselineWins());
        result.put("metric", plan.goal().metric());
        result.put("leaderboard", board.entries());
        result.put("trials", found.trials().size());
        result.put("modelVersion", version.reference());
        result.put("cutOff", version.epochs() < found.best().progress().epochs());
        result.put("metrics", testMetrics(version.metrics().get("test")));
        return result;
    }

    private static Map<String, Double> testMetrics(@Nullable Metrics metrics) {
        return metrics == null ? Map.of() : metrics.values();
    }
}
