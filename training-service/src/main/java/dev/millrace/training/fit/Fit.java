package dev.millrace.training.fit;

import dev.millrace.contracts.training.Rule;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.Weights;
import java.io.IOException;

/**
 * Fits a network to the training part and leaves it with the weights of the epoch that did best on
 * the validation part, whatever ended the fit, or of the last one where the plan keeps that.
 */
public final class Fit {

    private final FitPlan plan;
    private final Randomness randomness;
    private final RowSource train;
    private final Waiting waiting = new Waiting();
    private final Judge judge;

    public Fit(FitPlan plan, Randomness randomness, RowSource train, RowSource validation) {
        this.plan = plan;
        this.randomness = randomness;
        this.train = train;
        judge = new Judge(plan.earlyStopping().monitor(), validation, waiting);
    }

    /** Fits a network that has its initial weights. */
    public Fitted run(TrainableNetwork network, FitListener listener) throws IOException {
        return run(network, listener, FitMemory.none());
    }

    /** Fits a network, from the state that the memory has, or else from its initial weights. */
    public Fitted run(TrainableNetwork network, FitListener listener, FitMemory memory)
            throws IOException {
        var state = memory.latest(network);
        var course = new Course(plan);
        if (state.isPresent()) {
            goBack(network, course, state.get());
        }
        var best = state.map(FitState::best).orElseGet(network::weights);
        var probe = Probe.of(plan.rules(), train);
        while (!course.isOver()) {
            var observed = epoch(network, course, probe, new Diverged(listener));
            course.note(observed).forEach(listener::found);
            if (observed.number() == 1) {
                lookAtClasses(course, listener);
            }
            if (course.isBest(observed.number())) {
                best = network.weights();
            }
            if (!listener.goOn(observed.epoch())) {
                course.prune();
            }
            offer(memory, network, course, best);
        }
        network.load(best);
        return fitted(course, best);
    }

    private void lookAtClasses(Course course, FitListener listener) throws IOException {
        for (var rule : plan.rules()) {
            if (rule.watch() == Rule.Watch.CLASS_IMBALANCE) {
                var finding = ClassShares.look(rule, train);
                finding.ifPresent(listener::found);
                finding.ifPresent(course::follow);
            }
        }
    }

    private void goBack(TrainableNetwork network, Course course, FitState state)
            throws IOException {
        network.load(state.current());
        network.loadOptimizerState(state.optimizer());
        state.history().forEach(course::note);
        lookAtClasses(course, epoch -> true);
    }

    private Observed epoch(TrainableNetwork network, Course course, Probe probe, Diverged diverged)
            throws IOException {
        int number = course.nextEpoch();
        double rate = course.nextLearningRate();
        long start = System.nanoTime();
        double loss = trainingPass(network, number, rate, diverged);
        var judgement = judge.of(network);
        diverged.require(judgement.loss(), "validation", number);
        var signs = probe.look(network, randomness.dropout(number, 0));
        double seconds = (System.nanoTime() - start) / 1e9;
        var epoch =
                new Epoch(
                        number,
                        loss,
                        judgement.loss(),
                        judgement.monitored(),
                        rate,
                        seconds,
                        waiting.takeSeconds());
        return new Observed(epoch, signs);
    }

    private double trainingPass(TrainableNetwork network, int epoch, double rate, Diverged diverged)
            throws IOException {
        double sum = 0;
        int step = 0;
        try (var batches =
                waiting.on(train.shuffled(randomness.shuffle(epoch), plan.batchSize()))) {
            for (var batch = batches.next(); batch != null; batch = batches.next()) {
                double loss = network.step(batch, randomness.dropout(epoch, step++), rate);
                sum += diverged.require(loss, "training", epoch) * batch.rows();
            }
        }
        return diverged.require(sum / train.size(), "training", epoch);
    }

    private static void offer(
            FitMemory memory, TrainableNetwork network, Course course, Weights best) {
        memory.offer(
                course.nextEpoch() - 1,
                () ->
                        new FitState(
                                course.history(),
                                network.weights(),
                                best,
                                network.optimizerState()));
    }

    private static Fitted fitted(Course course, Weights best) {
        return new Fitted(
                course.bestEpoch(),
                best,
                course.ending(),
                course.history().stream().map(Observed::epoch).toList(),
                course.findings());
    }
}
