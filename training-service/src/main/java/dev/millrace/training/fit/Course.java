package dev.millrace.training.fit;

import dev.millrace.contracts.training.Finding;
import dev.millrace.contracts.training.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a fit has decided: the next learning rate, the best epoch, what was found, whether it
 * goes on. It depends on the epochs noted and on nothing else, so that a resumed fit decides as the
 * first one did.
 */
final class Course {

    private static final double LOWERED = 0.5;

    private final FitPlan plan;
    private final EarlyStop stop;
    private final Plateaus plateaus;
    private final LearningRates rates;
    private final List<Watcher> watchers;
    private final List<Observed> history = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private double factor = 1;
    private double seconds;
    private @Nullable Ending ending;

    Course(FitPlan plan) {
        this.plan = plan;
        stop = new EarlyStop(plan.earlyStopping());
        plateaus = new Plateaus(plan.schedule(), plan.earlyStopping().monitor());
        rates = new LearningRates(plan.schedule(), plan.learningRate(), plan.epochs());
        watchers = plan.rules().stream().map(Watcher::new).toList();
    }

    int nextEpoch() {
        return history.size() + 1;
    }

    double nextLearningRate() {
        return factor * rates.of(nextEpoch(), plateaus.count());
    }

    /** Answers what the rules found in it. */
    List<Finding> note(Observed observed) {
        var epoch = observed.epoch();
        history.add(observed);
        seconds += epoch.seconds();
        stop.note(epoch.number(), epoch.monitored());
        plateaus.note(epoch.number(), epoch.monitored());
        var found = watchers.stream().flatMap(watcher -> watcher.look(observed).stream()).toList();
        found.forEach(this::follow);
        if (ending == null) {
            ending = ending(epoch.number());
        }
        return found;
    }

    /** Keeps a finding and does what its rule says. */
    void follow(Finding finding) {
        findings.add(finding);
        if (finding.action() == Rule.Action.LOWER_LEARNING_RATE) {
            factor *= LOWERED;
        } else if (finding.action() == Rule.Action.STOP) {
            ending = Ending.RULE;
        }
    }

    private @Nullable Ending ending(int epoch) {
        if (!plan.keepsLast() && stop.isOver(epoch)) {
            return Ending.EARLY_STOPPING;
        }
        if (epoch >= plan.epochs()) {
            return Ending.ALL_EPOCHS;
        }
        return plan.deadlineSeconds() != null && seconds >= plan.deadlineSeconds()
                ? Ending.DEADLINE
                : null;
    }

    void prune() {
        if (ending == null) {
            ending = Ending.PRUNED;
        }
    }

    boolean isOver() {
        return ending != null;
    }

    Ending ending() {
        if (ending == null) {
            throw new IllegalStateException("The fit goes on");
        }
        return ending;
    }

    boolean isBest(int epoch) {
        return bestEpoch() == epoch;
    }

    int bestEpoch() {
        return plan.keepsLast() ? history.size() : stop.bestEpoch();
    }

    List<Observed> history() {
        return List.copyOf(history);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
