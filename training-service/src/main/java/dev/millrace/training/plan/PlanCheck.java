package dev.millrace.training.plan;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.Preset;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.transform.TargetSpec.Kind;
import java.util.List;

/** Finds every mistake in the network and the options of a request. */
public final class PlanCheck {

    private PlanCheck() {}

    /** Throws all mistakes, if there are any, for the data that the request names. */
    public static void require(TrainRequest request, PreparedData data) {
        throwIfAny(mistakesIn(request, data));
    }

    static List<Mistake> mistakesIn(TrainRequest request, PreparedData data) {
        var mistakes = new Mistakes();
        if (request.layers() != null) {
            new LayerCheck(mistakes).network(request.layers());
        }
        preset(request, data, mistakes);
        new ObjectiveCheck(mistakes, data).objective(request);
        new FitCheck(mistakes, data).fit(request);
        return mistakes.found();
    }

    static void throwIfAny(List<Mistake> mistakes) {
        if (mistakes.isEmpty()) {
            return;
        }
        var first = mistakes.getFirst();
        var sentence = first.field() + " " + first.message();
        throw new PlatformException(
                FailureCode.INVALID_NETWORK,
                mistakes.size() == 1
                        ? sentence
                        : "The request has %d mistakes; the first: %s"
                                .formatted(mistakes.size(), sentence),
                mistakes);
    }

    private static void preset(TrainRequest request, PreparedData data, Mistakes mistakes) {
        var preset = request.preset();
        if (preset == null) {
            return;
        }
        mistakes.require(
                request.layers() == null, "preset", "is given together with layers; give one");
        boolean unlabelled = data.target().kind() == Kind.NONE;
        mistakes.require(
                (preset == Preset.AUTOENCODER) == unlabelled,
                "preset",
                unlabelled
                        ? "must be autoencoder: the data has no target that another could predict"
                        : "autoencoder is for data without a target; this has the target "
                                + data.target().column());
    }
}
