package dev.millrace.training.study;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.training.FitTo;
import dev.millrace.contracts.training.Search;
import dev.millrace.contracts.training.StudyRequest;
import dev.millrace.contracts.training.StudyRequest.Retrain;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.training.job.RequestCheck;
import dev.millrace.training.search.GridSampler;
import dev.millrace.training.search.Space;
import dev.millrace.training.search.Strategies;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Refuses a study that cannot work, before a job is accepted, and plans one that can. */
@Component
class StudyCheck {

    private static final int USUAL_TRIALS = 50;
    private static final int LARGEST_GRID = 10_000;

    private final RequestCheck check;
    private final Validator validator;
    private final JsonMapper json;

    StudyCheck(RequestCheck check, Validator validator, JsonMapper json) {
        this.check = check;
        this.validator = validator;
        this.json = json;
    }

    /** Throws INVALID_REQUEST with every mistake. */
    StudyPlan require(StudyRequest request) {
        var accepted = check.require(request.base());
        check.require(last(request, request.base()));
        var mistakes = new ArrayList<>(SpaceCheck.mistakes(request.space()));
        mistakes.addAll(inQuestion(request, accepted.data()));
        throwIfAny(mistakes);
        var space = Space.of(request.space());
        mistakes.addAll(inSearch(request, space));
        throwIfAny(mistakes);
        var requests = new TrialRequests(accepted.request(), json);
        space.probes().forEach((path, point) -> probe(request, path, point, requests, mistakes));
        throwIfAny(mistakes);
        return new StudyPlan(
                request,
                accepted,
                space,
                Strategies.of(request.search(), space, accepted.request().epochs()),
                most(request, space));
    }

    /** The request of a trial, with nothing left open. */
    TrainRequest trial(StudyPlan plan, Map<String, Object> point) {
        return check.require(new TrialRequests(plan.base().request(), json).with(point)).request();
    }

    /** What a trial's network is fitted as in the end, if it is the best. */
    static TrainRequest last(StudyRequest study, TrainRequest trial) {
        return study.retrain() == Retrain.TRAIN_AND_VALIDATION
                ? trial.change().fitTo(FitTo.TRAIN_AND_VALIDATION).build()
                : trial;
    }

    private static List<Mistake> inQuestion(StudyRequest request, PreparedData data) {
        var mistakes = new ArrayList<Mistake>();
        var metrics = Goal.metrics(data.target().kind());
        if (!metrics.contains(request.metric())) {
            mistakes.add(
                    Mistake.in(
                            "metric",
                            "is \"%s\", which this target does not have; it has %s"
                                    .formatted(request.metric(), String.join(", ", metrics))));
        }
        if (request.base().fineTune() != null) {
            mistakes.add(Mistake.in("base.fineTune", "is not for trials: they start by chance"));
        }
        if (request.base().fitTo() != FitTo.TRAIN) {
            mistakes.add(
                    Mistake.in(
                            "base.fitTo",
                            "is not for trials, which the validation part decides about; say retrain instead"));
        }
        return mistakes;
    }

    private static List<Mistake> inSearch(StudyRequest request, Space space) {
        return switch (request.search()) {
            case Search.Grid(Integer points) -> {
                long size = GridSampler.bound(space, points);
                long most = request.maxTrials() == null ? LARGEST_GRID : request.maxTrials();
                yield size > most
                        ? List.of(
                                Mistake.in(
                                        "search",
                                        "has a grid of up to %d points, more than the %d trials allowed; take fewer points, or another search"
                                                .formatted(size, most)))
                        : List.of();
            }
            case Search.Hyperband(Integer least, Integer _) -> inRungs(request, least);
            case Search.Asha(Integer least, Integer _) -> inRungs(request, least);
            case Search.RandomPoints _, Search.Tpe _, Search.GaussianProcess _ -> List.of();
        };
    }

    private static List<Mistake> inRungs(StudyRequest request, int least) {
        if (request.space().containsKey("epochs")) {
            return List.of(
                    Mistake.in("space.epochs", "is decided by the search, which prunes by epochs"));
        }
        return least > request.base().epochs()
                ? List.of(
                        Mistake.in(
                                "search.minEpochs",
                                "is %d, more than the %d epochs of the base"
                                        .formatted(least, request.base().epochs())))
                : List.of();
    }

    private static int most(StudyRequest request, Space space) {
        if (request.maxTrials() != null) {
            return request.maxTrials();
        }
        return request.search() instanceof Search.Grid(Integer points)
                ? GridSampler.of(space, points).size()
                : USUAL_TRIALS;
    }

    /** Whether the value of a path at one of its ends makes a request that can be trained. */
    private void probe(
            StudyRequest study,
            String path,
            Map<String, Object> point,
            TrialRequests requests,
            List<Mistake> mistakes) {
        var field = "space." + path.substring(0, path.indexOf('='));
        try {
            var request = requests.with(point);
            validator
                    .validate(request)
                    .forEach(wrong ->
                            mistakes.add(
                                    Mistake.in(
                                            field,
                                            "makes %s, which %s"
                                                    .formatted(path, wrong.getMessage()))));
            check.require(last(study, request));
        } catch (ParameterPath.NoSuchPlace wrong) {
            mistakes.add(Mistake.in(field, String.valueOf(wrong.getMessage())));
        } catch (JacksonException wrong) {
            mistakes.add(
                    Mistake.in(
                            field,
                            "cannot take the value of %s: %s"
                                    .formatted(path, wrong.getOriginalMessage())));
        } catch (PlatformException wrong) {
            mistakes.add(
                    Mistake.in(
                            field,
                            "cannot take the value of %s: %s".formatted(path, wrong.getMessage())));
        }
    }

    private static void throwIfAny(List<Mistake> mistakes) {
        if (!mistakes.isEmpty()) {
            var first = mistakes.getFirst();
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "%s %s.".formatted(first.field(), first.message()),
                    mistakes.stream().distinct().toList());
        }
    }
}
