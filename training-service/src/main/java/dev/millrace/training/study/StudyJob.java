package dev.millrace.training.study;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.FitTo;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.contracts.training.Study.State;
import dev.millrace.contracts.training.StudyRequest;
import dev.millrace.contracts.training.StudyRequest.Retrain;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobHandler;
import dev.millrace.kit.job.Publication;
import dev.millrace.training.job.DataInUse;
import dev.millrace.training.job.RequestCheck.Accepted;
import dev.millrace.training.job.Trainings;
import dev.millrace.training.job.Trainings.Trained;
import dev.millrace.training.launch.Workers;
import dev.millrace.training.worker.WorkerReport.TrialMeasured;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs the trials of a study, and registers the best one's network. */
@Component
class StudyJob implements JobHandler<StudyRequest> {

    static final String KIND = "study";

    private final StudyCheck check;
    private final Studies studies;
    private final DataInUse inUse;
    private final Workers workers;
    private final Trainings trainings;
    private final Clock clock;

    StudyJob(
            StudyCheck check,
            Studies studies,
            DataInUse inUse,
            Workers workers,
            Trainings trainings,
            Clock clock) {
        this.check = check;
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
    public Class<StudyRequest> requestType() {
        return StudyRequest.class;
    }

    @Override
    public Publication run(JobContext context, StudyRequest request) throws Exception {
        long start = System.nanoTime();
        var plan = check.require(request);
        inUse.begin(KIND, context, plan.data());
        try {
            var board = board(context, plan);
            search(context, plan, board);
            var best = best(board);
            var trained = retrain(context, plan, best);
            if (trained == null) {
                inUse.end(KIND, context, plan.data());
            }
            return () -> publish(context, plan, new Found(board.trials(), best, trained), start);
        } catch (Exception failure) {
            inUse.endAfter(failure, KIND, context, plan.data());
            trainings.abandon(context, failure);
            throw failure;
        }
    }

    private Board board(JobContext context, StudyPlan plan) {
        var begun = studies.begin(context, KIND, plan.data().id(), plan.request());
        return new Board(
                plan.goal(),
                plan.strategy(),
                new Board.Limits(
                        plan.most(), plan.request().seed(), outOfTime(plan.request(), begun)),
                studies.trials(context.id()),
                trial -> studies.put(context, trial));
    }

    private BooleanSupplier outOfTime(StudyRequest request, Instant begun) {
        var most = request.maxSeconds();
        return most == null
                ? () -> false
                : () -> Duration.between(begun, clock.instant()).toSeconds() >= most;
    }

    private void search(JobContext context, StudyPlan plan, Board board) throws Exception {
        var request = plan.request();
        try (var crew = workers.crew(context)) {
            Trials.Runner runner =
                    trial ->
                            (TrialMeasured)
                                    crew.run(
                                            new TrialErrand(
                                                    check.trial(plan, trial.params()),
                                                    plan.data(),
                                                    Objects.requireNonNull(trial.underWay())));
            int lanes = crew.most();
            if (request.parallel() != null) {
                lanes = Math.min(lanes, request.parallel());
            }
            new Trials(
                            board,
                            plan.goal(),
                            request.maxFailures(),
                            runner,
                            trial -> tell(context, plan, board, trial))
                    .run(lanes, crew::dismiss);
        }
        board.prune("the study's time was over");
    }

    private static void tell(JobContext context, StudyPlan plan, Board board, TrialRow trial) {
        context.event("trial", trial.facts());
        var best = board.best();
        int done = board.trials().size();
        context.progress(
                0.9 * Math.min(1, (double) done / plan.most()),
                best == null
                        ? "%d of at most %d trials begun".formatted(done, plan.most())
                        : "%d of at most %d trials begun, best %s %.5g"
                                .formatted(done, plan.most(), plan.goal().metric(), best.value()));
    }

    private static TrialRow best(Board board) {
        var best = board.best();
        if (best == null) {
            var reasons = board.trials().stream().map(TrialRow::reason).filter(Objects::nonNull);
            throw new PlatformException(
                    FailureCode.UNTRAINABLE_DATA,
                    "No trial could be measured. "
                            + reasons.findFirst().orElse("Give the study more time."));
        }
        return best;
    }

    private @Nullable Trained retrain(JobContext context, StudyPlan plan, TrialRow best)
            throws Exception {
        if (plan.request().retrain() == Retrain.NONE) {
            return null;
        }
        var request = check.trial(plan, best.params());
        if (plan.request().retrain() == Retrain.TRAIN_AND_VALIDATION) {
            request =
                    request.change()
                            .fitTo(FitTo.TRAIN_AND_VALIDATION)
                            .epochs(best.progress().bestEpoch())
                            .build();
        }
        return trainings.train(KIND, context, Accepted.fromScratch(request, plan.data()));
    }

    private Map<String, Object> publish(
            JobContext context, StudyPlan plan, Found found, long start) {
        var importance = found.importance(plan);
        var result = new LinkedHashMap<String, Object>();
        result.put("study", context.id());
        result.putAll(found.facts(plan));
        result.put("importance", importance);
        var trained = found.trained();
        String reference = null;
        if (trained != null) {
            trained.run().trialsPruned(found.in(State.PRUNED).size());
            var version = trainings.publish(context, trained);
            reference = version.reference();
            result.put("modelVersion", reference);
            result.put(
                    "metrics",
                    version.metrics()
                            .getOrDefault("test", new Metrics(0, Map.of(), null))
                            .values());
        }
        studies.finish(context.id(), importance, reference);
        result.put("seconds", (System.nanoTime() - start) / 1e9);
        return result;
    }
}
