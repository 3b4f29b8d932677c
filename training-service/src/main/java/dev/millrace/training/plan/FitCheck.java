package dev.millrace.training.plan;

import dev.millrace.contracts.VersionReference;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Checkpoints;
import dev.millrace.contracts.training.Device;
import dev.millrace.contracts.training.EarlyStopping;
import dev.millrace.contracts.training.FineTune;
import dev.millrace.contracts.training.FitTo;
import dev.millrace.contracts.training.Monitor;
import dev.millrace.contracts.training.Resources;
import dev.millrace.contracts.training.Rule;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks how long a fit goes on, what watches it and where it starts. */
final class FitCheck {

    /** Why something cannot go together with {@link FitTo#TRAIN_AND_VALIDATION}. */
    static final String NO_VALIDATION =
            "shows in rows that are not learned from, and fitTo train-and-validation leaves none: ";

    private static final int MOST_EPOCHS = 100_000;
    private static final int MOST_ROWS = 65_536;

    private final Mistakes mistakes;
    private final PreparedData data;

    FitCheck(Mistakes mistakes, PreparedData data) {
        this.mistakes = mistakes;
        this.data = data;
    }

    void fit(TrainRequest request) {
        mistakes.within("epochs", request.epochs(), 1, MOST_EPOCHS);
        mistakes.within("batchSize", request.batchSize(), 1, MOST_ROWS);
        earlyStopping(request.earlyStopping());
        fineTune(request.fineTune());
        checkpoints(request.checkpoints());
        rules(request.rules(), request.fitTo());
        resources(request.resources());
    }

    private void earlyStopping(EarlyStopping stopping) {
        monitor(stopping.monitor());
        mistakes.atLeastOne("earlyStopping.patience", stopping.patience());
        mistakes.atLeastZero("earlyStopping.minDelta", stopping.minDelta());
    }

    private void monitor(Monitor monitor) {
        boolean measurable =
                switch (monitor) {
                    case LOSS -> true;
                    case ACCURACY -> ObjectiveCheck.hasClasses(data);
                    case AUC -> data.target().kind() == Kind.BINARY;
                };
        mistakes.require(
                measurable,
                "earlyStopping.monitor",
                monitor == Monitor.AUC
                        ? "auc needs a target of two classes"
                        : "accuracy needs a target with classes");
    }

    private void fineTune(@Nullable FineTune fineTune) {
        if (fineTune == null) {
            return;
        }
        mistakes.require(
                isReference(fineTune.from()),
                "fineTune.from",
                "must be model@version, such as digits@3 or digits@champion; it is "
                        + fineTune.from());
        noNulls("fineTune.freeze", fineTune.freeze(), "must be the name of a layer");
    }

    private static boolean isReference(@Nullable String text) {
        try {
            return text != null && !VersionReference.parse(text).name().isEmpty();
        } catch (PlatformException malformed) {
            return false;
        }
    }

    private void checkpoints(@Nullable Checkpoints checkpoints) {
        if (checkpoints != null) {
            mistakes.atLeastOne("checkpoints.everyEpochs", checkpoints.everyEpochs());
            mistakes.atLeastOne("checkpoints.everySeconds", checkpoints.everySeconds());
        }
    }

    private void rules(@Nullable List<? extends @Nullable Rule> rules, FitTo fitTo) {
        noNulls("rules", rules, "must be a rule, such as {\"watch\": \"overfitting\"}");
        for (int index = 0; rules != null && index < rules.size(); index++) {
            var rule = rules.get(index);
            if (rule != null) {
                rule("rules[%d]".formatted(index), rule, fitTo);
            }
        }
    }

    private void rule(String field, Rule rule, FitTo fitTo) {
        mistakes.aboveZero(field + ".threshold", rule.threshold());
        mistakes.atLeastOne(field + ".patience", rule.patience());
        Rule.@Nullable Watch watch = rule.watch();
        mistakes.require(watch != null, field + ".watch", "is missing");
        mistakes.require(
                watch != Rule.Watch.NOT_FINITE
                        || rule.action() == null
                        || rule.action() == Rule.Action.STOP,
                field + ".action",
                "must be stop: there is no way on from a loss that is not finite");
        mistakes.require(
                watch != Rule.Watch.CLASS_IMBALANCE || ObjectiveCheck.hasClasses(data),
                field + ".watch",
                "class-imbalance needs a target with classes");
        mistakes.require(
                watch != Rule.Watch.OVERFITTING || fitTo == FitTo.TRAIN,
                field + ".watch",
                "overfitting "
                        + NO_VALIDATION
                        + "leave the rule out, or learn from the training part");
    }

    private void resources(Resources resources) {
        mistakes.atLeastOne("resources.deadlineSeconds", resources.deadlineSeconds());
        mistakes.require(
                !resources.mixedPrecision() || resources.device() != Device.CPU,
                "resources.mixedPrecision",
                "needs a GPU, but the device is cpu");
    }

    private void noNulls(String field, @Nullable List<?> list, String message) {
        for (int index = 0; list != null && index < list.size(); index++) {
            mistakes.require(list.get(index) != null, "%s[%d]".formatted(field, index), message);
        }
    }
}
