package dev.millrace.training.fit;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.training.engine.Randomness;
import dev.millrace.training.engine.TrainableNetwork;
import dev.millrace.training.engine.Weights;
import java.util.function.Consumer;

/**
 * Fits a network to the training part and leaves it with the weights of the epoch that did best on
 * the validation part, stopped early or not.
 */
public final class Fit {

    private static final int ROWS_AT_ONCE = 4096;

    private final FitPlan plan;
    private final Randomness randomness;
    private final Rows train;
    private final Rows validation;

    public Fit(FitPlan plan, Randomness randomness, Rows train, Rows validation) {
        this.plan = plan;
        this.randomness = randomness;
        this.train = train;
        this.validation = validation;
    }

    /**
     * Fits a network that has its initial weights.
     *
     * @param listener hears of each epoch when it has ended; may throw to end the fit
     */
    public Fitted run(TrainableNetwork network, Consumer<Epoch> listener) {
        var stop = new EarlyStop(plan.earlyStopping().patience(), plan.earlyStopping().minDelta());
        Weights best = network.weights();
        int number = 0;
        while (number < plan.epochs() && !stop.isOver(number)) {
            number++;
            var epoch = epoch(network, number);
            if (stop.isBest(number, epoch.validationLoss())) {
                best = network.weights();
            }
            listener.accept(epoch);
        }
        network.load(best);
        return new Fitted(number, stop.bestEpoch(), best);
    }

    private Epoch epoch(TrainableNetwork network, int number) {
        long start = System.nanoTime();
        double loss = finite(trainingPass(network, number), "training", number);
        double validationLoss = finite(loss(network, validation), "validation", number);
        return new Epoch(number, loss, validationLoss, (System.nanoTime() - start) / 1e9);
    }

    private double trainingPass(TrainableNetwork network, int epoch) {
        var order = shuffled(epoch);
        double sum = 0;
        int step = 0;
        for (int from = 0; from < order.length; from += plan.batchSize()) {
            int to = Math.min(order.length, from + plan.batchSize());
            double loss =
                    network.step(
                            train.pick(order, from, to),
                            randomness.dropout(epoch, step++),
                            plan.learningRate());
            sum += loss * (to - from);
        }
        return sum / order.length;
    }

    /** Fisher and Yates, from the same start in every epoch. */
    private int[] shuffled(int epoch) {
        var random = randomness.shuffle(epoch);
        var order = new int[train.count()];
        for (int index = 0; index < order.length; index++) {
            int other = random.nextInt(index + 1);
            order[index] = order[other];
            order[other] = index;
        }
        return order;
    }

    private static double loss(TrainableNetwork network, Rows rows) {
        double sum = 0;
        for (int from = 0; from < rows.count(); from += ROWS_AT_ONCE) {
            int to = Math.min(rows.count(), from + ROWS_AT_ONCE);
            sum += network.loss(rows.range(from, to)) * (to - from);
        }
        return sum / rows.count();
    }

    private static double finite(double loss, String part, int epoch) {
        if (Double.isFinite(loss)) {
            return loss;
        }
        throw new PlatformException(
                FailureCode.DIVERGED,
                """
                The %s loss became %s in epoch %d. Use a lower learning rate, and scale the features and the target \
                (standard or min-max) so that all are of the order of 1.\
                """
                        .formatted(part, Double.isNaN(loss) ? "NaN" : "infinite", epoch));
    }
}
