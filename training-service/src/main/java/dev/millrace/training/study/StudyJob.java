package dev.millrace.training.study;

import dev.millrace.contracts.training.FitTo;
import dev.millrace.contracts.training.Metrics;
import dev.millrace.contracts.training.StudyRequest;
import dev.millrace.contracts.training.StudyRequest.Retrain;
import dev.millrace.kit.job.JobContext;
import dev.millrace.kit.job.JobHandler;
import dev.millrace.kit.job.Publication;
import dev.millrace.training.job.DataInUse;
import dev.millrace.training.job.RequestCheck.Accepted;
import dev.millrace.training.job.Trainings;
import dev.millrace.training.job.Trainings.Trained;
import dev.millrace.training.launch.Crew;
import dev.millrace.training.launch.Workers;
import dev.millrace.training.tracking.JobRun;
import dev.millrace.training.worker.WorkerReport.TrialMeasured;
import java.io.IOException;
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
        try (var run = trainings.begin(context, plan.base(), Map.of(KIND, request))) {
            var begun = studies.begin(context, KIND, plan.data().id(), request);
            var runs = studies.store(context, run, plan.base().request().epochs());
            var board = board(context, plan, begun, runs);
            search(context, plan, board, runs);
            var best = board.requireBest();
            var trained = retrain(context, plan, best, run);
            if (trained == null) {
                inUse.end(KIND, context, plan.data());
            }
            var found = new Found(board.trials(), best, trained);
            return () -> publish(context, plan, found, start);
        } catch (Exception failure) {
            inUse.endAfter(failure, KIND, context, plan.data());
            trainings.abandon(context, failure);
            throw failure;
        }
    }

    private Board board(JobContext context, StudyPlan plan, Instant begun, TrialRuns runs) {
        return new Board(
                plan.goal(),
                plan.strategy(),
                new Board.Limits(
                        plan.most(), plan.request().seed(), outOfTime(plan.request(), begun)),
                studies.trials(context.id()),
                runs);
    }

    private BooleanSupplier outOfTime(StudyRequest request, Instant begun) {
        var most = request.maxSeconds();
        return most == null
                ? () -> false
                : () -> Duration.between(begun, clock.instant()).toSeconds() >= most;
    }

    private void search(JobContext context, StudyPlan plan, Board board, TrialRuns runs)
            throws Exception {
        var request = plan.request();
        try (var crew = workers.crew(context)) {
            Trials.Runner runner = trial -> runs.keep(trial, measure(plan, crew, trial));
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
            board.prune("the study's time was over");
        } finally {
            runs.account(board.trials(), 0);
        }
    }

    private TrialMeasured measure(StudyPlan plan, Crew crew, TrialRow trial)
            throws IOException, InterruptedException {
        var request = check.trial(plan, trial.params());
        int until = Objects.requireNonNull(trial.underWay());
        return (TrialMeasured) crew.run(new TrialErrand(request, plan.data(), until));
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

    private @Nullable Trained retrain(JobContext context, StudyPlan plan, TrialRow best, JobRun run)
            throws Exception {
        if (plan.request().retrain() == Retrain.NONE) {
            return null;
        }
        var request = StudyCheck.last(plan.request(), check.trial(plan, best.params()));
        if (request.fitTo() == FitTo.TRAIN_AND_VALIDATION) {
            request = request.change().epochs(best.progress().bestEpoch()).build();
        }
        return trainings.train(KIND, context, Accepted.fromScratch(request, plan.data()), run);
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
