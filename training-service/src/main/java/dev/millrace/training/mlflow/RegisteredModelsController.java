package dev.millrace.training.mlflow;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.training.mlflow.MlflowMessage.Empty;
import dev.millrace.training.mlflow.ModelMessages.Alias;
import dev.millrace.training.mlflow.ModelMessages.ByName;
import dev.millrace.training.mlflow.ModelMessages.CreateModel;
import dev.millrace.training.mlflow.ModelMessages.DescribeModel;
import dev.millrace.training.mlflow.ModelMessages.FoundModels;
import dev.millrace.training.mlflow.ModelMessages.FoundVersions;
import dev.millrace.training.mlflow.ModelMessages.LatestVersions;
import dev.millrace.training.mlflow.ModelMessages.Model;
import dev.millrace.training.mlflow.ModelMessages.Search;
import dev.millrace.training.mlflow.ModelMessages.ShownModel;
import dev.millrace.training.mlflow.ModelMessages.ShownVersion;
import dev.millrace.training.mlflow.ModelMessages.TagModel;
import dev.millrace.training.mlflow.ModelMessages.Version;
import dev.millrace.training.registry.Catalogue;
import dev.millrace.training.registry.CatalogueQuery;
import dev.millrace.training.registry.RegisteredModel;
import dev.millrace.training.tracking.Limits;
import dev.millrace.training.tracking.Page;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

@Hidden
@RestController
@RequestMapping("/api/2.0/mlflow/registered-models")
class RegisteredModelsController {

    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private final Catalogue catalogue;

    RegisteredModelsController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @PostMapping("/create")
    ShownModel create(CreateModel request) {
        var tags = Entries.map(request.tags());
        Limits.requireTags(tags);
        return shown(
                catalogue.create(
                        Entries.required("name", request.name()),
                        requireNonNullElse(request.description(), ""),
                        tags));
    }

    @GetMapping("/get")
    ShownModel get(ByName request) {
        return shown(catalogue.model(Entries.required("name", request.name())));
    }

    @GetMapping("/search")
    FoundModels search(Search request) {
        int limit = Entries.limit(request.maxResults(), USUAL, MOST);
        long offset = Page.offset(request.pageToken());
        var found =
                catalogue.models(
                        new CatalogueQuery(request.filter(), request.orderBy(), limit, offset));
        var page = Page.of(found, offset, limit);
        return new FoundModels(page.items().stream().map(this::model).toList(), page.next());
    }

    @RequestMapping(
            path = "/get-latest-versions",
            method = {RequestMethod.GET, RequestMethod.POST})
    FoundVersions latestVersions(LatestVersions request) {
        var stages = requireNonNullElse(request.stages(), Catalogue.STAGES);
        var latest = catalogue.latestByStage(Entries.required("name", request.name()));
        return new FoundVersions(
                latest.stream()
                        .filter(version ->
                                stages.isEmpty()
                                        || stages.stream()
                                                .anyMatch(version.stage()::equalsIgnoreCase))
                        .map(Version::of)
                        .toList(),
                null);
    }

    @PatchMapping("/update")
    ShownModel update(DescribeModel request) {
        return shown(
                catalogue.describe(
                        Entries.required("name", request.name()),
                        requireNonNullElse(request.description(), "")));
    }

    /** Endpoints, pipelines and references call a model by its name. */
    @PostMapping("/rename")
    ShownModel rename(ByName request) {
        throw new PlatformException(
                FailureCode.INVALID_REQUEST,
                "Models are not renamed: endpoints and pipelines refer to \"%s\" by its name."
                        .formatted(request.name()));
    }

    @DeleteMapping("/delete")
    Empty delete(ByName request) {
        catalogue.delete(Entries.required("name", request.name()));
        return new Empty();
    }

    @PostMapping("/set-tag")
    Empty setTag(TagModel request) {
        var key = Entries.required("key", request.key());
        var value = requireNonNullElse(request.value(), "");
        Limits.requireTags(Map.of(key, value));
        catalogue.tag(Entries.required("name", request.name()), key, value);
        return new Empty();
    }

    @DeleteMapping("/delete-tag")
    Empty deleteTag(TagModel request) {
        catalogue.untag(
                Entries.required("name", request.name()), Entries.required("key", request.key()));
        return new Empty();
    }

    @PostMapping("/alias")
    Empty setAlias(Alias request) {
        catalogue.setAlias(
                Entries.required("name", request.name()),
                Entries.required("alias", request.alias()),
                ModelVersionsController.number(request.version()));
        return new Empty();
    }

    @DeleteMapping("/alias")
    Empty deleteAlias(Alias request) {
        catalogue.removeAlias(
                Entries.required("name", request.name()),
                Entries.required("alias", request.alias()));
        return new Empty();
    }

    @GetMapping("/alias")
    ShownVersion byAlias(Alias request) {
        return ShownVersion.of(
                catalogue.aliased(
                        Entries.required("name", request.name()),
                        Entries.required("alias", request.alias())));
    }

    private ShownModel shown(RegisteredModel model) {
        return new ShownModel(model(model));
    }

    private Model model(RegisteredModel model) {
        return Model.of(model, List.copyOf(catalogue.latestByStage(model.name())));
    }
}
