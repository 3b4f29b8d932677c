package dev.millrace.training.study;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.training.launch.Lanes;
import dev.millrace.training.worker.WorkerReport.TrialMeasured;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.MDC;

/** Runs trials from a board, several at a time, until it has none left. */
public final class Trials {

    private final Board board;
    private final Goal goal;
    private final int mostFailures;
    private final Runner runner;
    private final Consumer<TrialRow> told;

    /** Fits a trial up to its epochs under way. */
    public interface Runner {
        TrialMeasured run(TrialRow trial) throws Exception;
    }

    /**
     * @param told hears of each trial when it rests or has ended; from several threads
     */
    public Trials(
            Board board, Goal goal, int mostFailures, Runner runner, Consumer<TrialRow> told) {
        this.board = board;
        this.goal = goal;
        this.mostFailures = mostFailures;
        this.runner = runner;
        this.told = told;
    }

    /** Returns when nothing is left; the first failure that is not a trial's own is thrown. */
    public void run(int lanes, Runnable dismiss) throws Exception {
        var ids = MDC.getCopyOfContextMap();
        try (var threads = Executors.newFixedThreadPool(lanes, Thread.ofVirtual().factory())) {
            var completion = new ExecutorCompletionService<Boolean>(threads);
            var running = new ArrayList<Future<Boolean>>();
            Callable<Boolean> lane = Lanes.withIds(ids, this::lane);
            for (int number = 0; number < lanes; number++) {
                running.add(completion.submit(lane));
            }
            try {
                for (int done = 0; done < lanes; done++) {
                    completion.take().get();
                }
            } catch (ExecutionException failure) {
                throw failure.getCause() instanceof Exception cause ? cause : failure;
            } finally {
                board.stop();
                if (running.stream().anyMatch(one -> !one.isDone())) {
                    dismiss.run();
                }
            }
        }
    }

    private boolean lane() throws Exception {
        for (var trial = board.take(); trial.isPresent(); trial = board.take()) {
            var after = outcome(trial.get());
            long failures = board.note(after);
            told.accept(after);
            if (failures > mostFailures) {
                throw new PlatformException(
                        FailureCode.UNTRAINABLE_DATA,
                        "%d trials have failed, more than the %d allowed; the last one: %s"
                                .formatted(failures, mostFailures, after.reason()));
            }
        }
        return true;
    }

    private TrialRow outcome(TrialRow trial) throws Exception {
        try {
            var measured = runner.run(trial);
            var value = goal.value(measured);
            if (value == null) {
                return trial.failed(
                        "%s is not defined for the validation part".formatted(goal.metric()));
            }
            return trial.measured(
                    value,
                    new TrialRow.Progress(
                            measured.epochs(),
                            measured.bestEpoch(),
                            trial.progress().seconds() + measured.seconds(),
                            measured.ended(),
                            goal.value(measured.metrics(), "test")));
        } catch (PlatformException failure) {
            return trial.failed(String.valueOf(failure.getMessage()));
        }
    }
}
