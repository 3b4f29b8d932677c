package dev.millrace.training.crossvalidation;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.CrossValidation;
import dev.millrace.contracts.training.CrossValidation.FoldResult;
import dev.millrace.contracts.training.CrossValidationRequest;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobHandler;
import dev.millrace.kit.job.Publication;
import dev.millrace.kit.store.ObjectStore;
import dev.millrace.training.job.DataInUse;
import dev.millrace.training.job.Points;
import dev.millrace.training.job.RequestCheck;
import dev.millrace.training.job.RequestCheck.Accepted;
import dev.millrace.training.job.Trainings;
import dev.millrace.training.launch.Lanes;
import dev.millrace.training.launch.Workers;
import dev.millrace.training.tracking.JobRun;
import dev.millrace.training.worker.WorkerReport.FoldMeasured;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Fits and measures all folds, as many at a time as there are slots. */
@Component
class CrossValidationJob implements JobHandler<CrossValidationRequest> {

    static final String KIND = "cross-validation";

    private final RequestCheck check;
    private final FoldingCheck foldings;
    private final DataInUse inUse;
    private final Workers workers;
    private final Trainings trainings;
    private final CrossValidations rows;
    private final ObjectStore store;
    private final Clock clock;

    CrossValidationJob(
            RequestCheck check,
            FoldingCheck foldings,
            DataInUse inUse,
            Workers workers,
            Trainings trainings,
            CrossValidations rows,
            ObjectStore store,
            Clock clock) {
        this.check = check;
        this.foldings = foldings;
        this.inUse = inUse;
        this.workers = workers;
        this.trainings = trainings;
        this.rows = rows;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<CrossValidationRequest> requestType() {
        return CrossValidationRequest.class;
    }

    @Override
    public Publication run(JobContext context, CrossValidationRequest posted) throws Exception {
        long start = System.nanoTime();
        var accepted = check.requireFromScratch(posted.training());
        var data = accepted.data();
        var request = foldings.complete(posted, data);
        inUse.begin(KIND, context, data);
        try (var run = trainings.begin(context, accepted, Map.of(KIND, request))) {
            var folds = folds(context, request, accepted, run);
            double seconds = (System.nanoTime() - start) / 1e9;
            var outcome = outcome(context, request, folds, seconds);
            inUse.end(KIND, context, data);
            return () -> publish(context, outcome, run);
        } catch (Exception failure) {
            inUse.endAfter(failure, KIND, context, data);
            throw failure;
        }
    }

    private List<FoldResult> folds(
            JobContext context, CrossValidationRequest request, Accepted accepted, JobRun run)
            throws Exception {
        var runs = new FoldRuns(run, accepted.request().epochs(), clock);
        var errands = errands(context, request, accepted.data(), runs);
        var results = new ArrayList<FoldResult>();
        context.progress(0, "fitting %d folds".formatted(errands.size()));
        try (var crew = workers.crew(context)) {
            Lanes.run(
                    crew,
                    errands,
                    outcome -> {
                        var measured = (FoldMeasured) outcome;
                        runs.measured(measured);
                        var fold = result(measured);
                        results.add(fold);
                        tell(context, fold, results.size(), errands.size());
                    });
        }
        results.sort(
                Comparator.comparingInt(FoldResult::repetition).thenComparingInt(FoldResult::fold));
        return results;
    }

    private static List<FoldErrand> errands(
            JobContext context, CrossValidationRequest request, PreparedData data, FoldRuns runs) {
        var errands = new ArrayList<FoldErrand>();
        for (int repetition = 1; repetition <= request.folding().repetitions(); repetition++) {
            for (int fold = 1; fold <= request.folding().folds(); fold++) {
                errands.add(
                        new FoldErrand(
                                request, data, repetition, fold, context.outputPrefix(), runs));
            }
        }
        return errands;
    }

    private static FoldResult result(FoldMeasured fold) {
        return new FoldResult(
                fold.repetition(),
                fold.fold(),
                fold.epochs(),
                fold.bestEpoch(),
                fold.seconds(),
                fold.transformHash(),
                fold.metrics());
    }

    private static void tell(JobContext context, FoldResult fold, int done, int all) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("repetition", fold.repetition());
        facts.put("fold", fold.fold());
        facts.put("epochs", fold.epochs());
        facts.put("seconds", fold.seconds());
        facts.put("metrics", Objects.requireNonNull(fold.metrics().get("network")).values());
        context.event("fold", facts);
        context.progress((double) done / all, "%d of %d folds measured".formatted(done, all));
    }

    private CrossValidation outcome(
            JobContext context,
            CrossValidationRequest request,
            List<FoldResult> folds,
            double seconds) {
        return new CrossValidation(
                context.id(),
                request,
                Spreads.of(folds),
                folds,
                store.uri(context.outputPrefix()),
                seconds,
                clock.instant(),
                context.principal());
    }

    private Map<String, Object> publish(JobContext context, CrossValidation outcome, JobRun run) {
        rows.insert(outcome, context.outputPrefix());
        var baselines = new LinkedHashMap<String, Object>();
        outcome.models().forEach((model, spreads) -> baselines.put(model, Spreads.means(spreads)));
        baselines.remove("network");
        var network = outcome.models().getOrDefault("network", Map.of());
        var means = Spreads.means(network);
        run.finish(0, Points.named("test", means), Map.of(), Map.of());
        var result = new LinkedHashMap<String, Object>();
        result.put("crossValidation", outcome.id());
        result.put("metrics", means);
        result.put("deviations", Spreads.deviations(network));
        result.put("baselines", baselines);
        result.put("folds", outcome.folds().size());
        result.put("predictions", outcome.predictions());
        result.put("seconds", outcome.seconds());
        return result;
    }
}
