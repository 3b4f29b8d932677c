package dev.millrace.training.mlflow;

import dev.millrace.training.mlflow.ExperimentMessages.ById;
import dev.millrace.training.mlflow.ExperimentMessages.ByName;
import dev.millrace.training.mlflow.ExperimentMessages.Create;
import dev.millrace.training.mlflow.ExperimentMessages.Created;
import dev.millrace.training.mlflow.ExperimentMessages.Experiment;
import dev.millrace.training.mlflow.ExperimentMessages.Found;
import dev.millrace.training.mlflow.ExperimentMessages.Search;
import dev.millrace.training.mlflow.ExperimentMessages.SetTag;
import dev.millrace.training.mlflow.ExperimentMessages.Shown;
import dev.millrace.training.mlflow.ExperimentMessages.Update;
import dev.millrace.training.mlflow.MlflowMessage.Empty;
import dev.millrace.training.tracking.Experiments;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

@Hidden // documented by MLflow; the guide says what is supported
@RestController
@RequestMapping("/api/2.0/mlflow/experiments")
class ExperimentsController {

    private static final int USUAL = 1000;
    private static final int MOST = 50_000;

    private final Experiments experiments;

    ExperimentsController(Experiments experiments) {
        this.experiments = experiments;
    }

    @PostMapping("/create")
    Created create(Create request) {
        var created =
                experiments.create(
                        Entries.required("name", request.name()),
                        request.artifactLocation(),
                        Entries.map(request.tags()));
        return new Created(created.id());
    }

    @GetMapping("/get")
    Shown get(ById request) {
        return new Shown(Experiment.of(find(request)));
    }

    @GetMapping("/get-by-name")
    Shown getByName(ByName request) {
        var name = Entries.required("experiment_name", request.experimentName());
        return new Shown(Experiment.of(experiments.byName(name)));
    }

    @RequestMapping(
            path = "/search",
            method = {RequestMethod.GET, RequestMethod.POST})
    Found search(Search request) {
        var page =
                experiments.search(
                        request.filter(),
                        request.orderBy(),
                        Stages.view(request.viewType()),
                        Entries.limit(request.maxResults(), USUAL, MOST),
                        request.pageToken());
        return new Found(page.items().stream().map(Experiment::of).toList(), page.next());
    }

    @PostMapping("/update")
    Empty update(Update request) {
        experiments.rename(
                Entries.required("experiment_id", request.experimentId()),
                Entries.required("new_name", request.newName()));
        return new Empty();
    }

    @PostMapping("/delete")
    Empty delete(ById request) {
        experiments.setDeleted(find(request), true);
        return new Empty();
    }

    @PostMapping("/restore")
    Empty restore(ById request) {
        experiments.setDeleted(find(request), false);
        return new Empty();
    }

    @PostMapping("/set-experiment-tag")
    Empty setTag(SetTag request) {
        experiments.setTag(
                Entries.required("experiment_id", request.experimentId()),
                Entries.required("key", request.key()),
                request.value() == null ? "" : request.value());
        return new Empty();
    }

    private dev.millrace.contracts.training.Experiment find(ById request) {
        return experiments.byId(Entries.required("experiment_id", request.experimentId()));
    }
}
