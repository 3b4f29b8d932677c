package dev.millrace.training.fit;

import dev.millrace.contracts.training.Schedule;

/**
 * The learning rate of an epoch by its {@link Schedule}: a function of the epoch and of how often a
 * plateau was met.
 *
 * @param initial the optimizer's own
 * @param epochs that the fit may have
 */
record LearningRates(Schedule schedule, double initial, int epochs) {

    /**
     * @param epoch counted from 1
     * @param plateaus met before it
     */
    double of(int epoch, int plateaus) {
        return of(schedule, epoch, epochs, plateaus);
    }

    private double of(Schedule by, int epoch, int all, int plateaus) {
        return switch (by) {
            case Schedule.Constant _ -> initial;
            case Schedule.Step(int every, Double factor) ->
                    initial * Math.pow(factor, Math.floorDiv(epoch - 1, every));
            case Schedule.Exponential(double factor) -> initial * Math.pow(factor, epoch - 1);
            case Schedule.Cosine cosine -> cosine(cosine, epoch, all);
            case Schedule.WarmUp(int rising, Schedule then) ->
                    epoch <= rising
                            ? initial * epoch / rising
                            : of(then, epoch - rising, all - rising, plateaus);
            case Schedule.Plateau plateau ->
                    Math.min(
                            initial,
                            Math.max(
                                    plateau.least(),
                                    initial * Math.pow(plateau.factor(), plateaus)));
        };
    }

    private double cosine(Schedule.Cosine cosine, int epoch, int all) {
        int falling = cosine.epochs() == null ? all : cosine.epochs();
        double passed = Math.min(1, (epoch - 1) / (double) falling);
        double share = (1 + Math.cos(Math.PI * passed)) / 2;
        return initial * (cosine.share() + (1 - cosine.share()) * share);
    }
}
