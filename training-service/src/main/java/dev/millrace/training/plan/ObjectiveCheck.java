package dev.millrace.training.plan;

import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.ClassWeights;
import dev.millrace.contracts.training.Clip;
import dev.millrace.contracts.training.FitTo;
import dev.millrace.contracts.training.Loss;
import dev.millrace.contracts.training.Optimizer;
import dev.millrace.contracts.training.Schedule;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what is minimised, and how weights follow. */
final class ObjectiveCheck {

    private final Mistakes mistakes;
    private final PreparedData data;

    ObjectiveCheck(Mistakes mistakes, PreparedData data) {
        this.mistakes = mistakes;
        this.data = data;
    }

    void objective(TrainRequest request) {
        loss(request.loss());
        classWeights(request.classWeights());
        optimizer(request.optimizer());
        schedule("schedule", request.schedule(), request.fitTo());
        clip(request.clip());
    }

    static boolean hasClasses(PreparedData data) {
        return data.target().kind() == Kind.BINARY || data.target().kind() == Kind.MULTICLASS;
    }

    private void loss(@Nullable Loss loss) {
        if (loss == null) {
            return;
        }
        mistakes.require(
                loss.isForClasses() == hasClasses(data),
                "loss.type",
                loss.isForClasses()
                        ? "compares classes, which the target does not have; mse, mae, huber and quantile compare numbers"
                        : "compares numbers, but the target has classes; cross-entropy and focal compare classes");
        switch (loss) {
            case Loss.CrossEntropy(Double smoothing) ->
                    mistakes.share("loss.labelSmoothing", smoothing);
            case Loss.Focal(Double gamma) -> mistakes.atLeastZero("loss.gamma", gamma);
            case Loss.Huber(Double delta) -> mistakes.aboveZero("loss.delta", delta);
            case Loss.Quantile(double level) -> mistakes.between("loss.level", level);
            case Loss.SquaredError _, Loss.AbsoluteError _ -> {}
        }
    }

    private void classWeights(@Nullable ClassWeights wanted) {
        if (wanted == null) {
            return;
        }
        if (!hasClasses(data)) {
            mistakes.add("classWeights", "weigh classes, which the target does not have");
            return;
        }
        List<String> classes = data.classes() == null ? List.of() : data.classes();
        Map<String, ? extends @Nullable Double> weights =
                wanted.weights() == null ? Map.of() : wanted.weights();
        weights.forEach((label, weight) -> {
            var field = "classWeights.weights." + label;
            mistakes.require(
                    classes.contains(label), field, "is no class of the target; it has " + classes);
            mistakes.require(weight != null, field, "needs a number above 0");
            mistakes.aboveZero(field, weight);
        });
    }

    private void optimizer(Optimizer optimizer) {
        mistakes.aboveZero("optimizer.learningRate", optimizer.learningRate());
        switch (optimizer) {
            case Optimizer.AdamW adam ->
                    mistakes.atLeastZero("optimizer.weightDecay", adam.weightDecay());
            case Optimizer.Sgd sgd -> mistakes.share("optimizer.momentum", sgd.momentum());
            case Optimizer.RmsProp prop -> mistakes.share("optimizer.rho", prop.rho());
            case Optimizer.Adam _, Optimizer.Adagrad _ -> {}
        }
    }

    private void schedule(String field, Schedule schedule, FitTo fitTo) {
        switch (schedule) {
            case Schedule.Constant _ -> {}
            case Schedule.Step(int epochs, Double factor) -> {
                mistakes.atLeastOne(field + ".epochs", epochs);
                mistakes.aboveZero(field + ".factor", factor);
            }
            case Schedule.Exponential(double factor) ->
                    mistakes.aboveZero(field + ".factor", factor);
            case Schedule.Cosine(Integer epochs, Double share) -> {
                mistakes.atLeastOne(field + ".epochs", epochs);
                mistakes.share(field + ".share", share);
            }
            case Schedule.WarmUp(int epochs, Schedule then) -> {
                mistakes.atLeastOne(field + ".epochs", epochs);
                if (mistakes.require(
                        !(then instanceof Schedule.WarmUp),
                        field + ".then",
                        "must not be another warm-up")) {
                    schedule(field + ".then", then, fitTo);
                }
            }
            case Schedule.Plateau(Double factor, Integer patience, Double least) -> {
                mistakes.require(
                        fitTo == FitTo.TRAIN,
                        field,
                        "reduce-on-plateau waits for what "
                                + FitCheck.NO_VALIDATION
                                + "take step, exponential or cosine, or learn from the training part");
                mistakes.between(field + ".factor", factor);
                mistakes.atLeastOne(field + ".patience", patience);
                mistakes.atLeastZero(field + ".least", least);
            }
        }
    }

    private void clip(@Nullable Clip clip) {
        if (clip != null) {
            mistakes.aboveZero("clip.value", clip.value());
            mistakes.aboveZero("clip.norm", clip.norm());
            mistakes.require(
                    clip.value() != null || clip.norm() != null,
                    "clip",
                    "needs a value, a norm or both");
        }
    }
}
