package dev.millrace.training.mlflow;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.kit.web.CurrentPrincipal;
import dev.millrace.training.mlflow.MlflowMessage.Empty;
import dev.millrace.training.mlflow.ModelMessages.ByVersion;
import dev.millrace.training.mlflow.ModelMessages.CreateVersion;
import dev.millrace.training.mlflow.ModelMessages.DescribeVersion;
import dev.millrace.training.mlflow.ModelMessages.DownloadUri;
import dev.millrace.training.mlflow.ModelMessages.FoundVersions;
import dev.millrace.training.mlflow.ModelMessages.Search;
import dev.millrace.training.mlflow.ModelMessages.ShownVersion;
import dev.millrace.training.mlflow.ModelMessages.TagVersion;
import dev.millrace.training.mlflow.ModelMessages.Transition;
import dev.millrace.training.mlflow.ModelMessages.Version;
import dev.millrace.training.registry.Catalogue;
import dev.millrace.training.registry.CatalogueQuery;
import dev.millrace.training.registry.NewExternalVersion;
import dev.millrace.training.tracking.Limits;
import dev.millrace.training.tracking.Page;
import dev.millrace.training.tracking.RunIds;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Hidden
@RestController
@RequestMapping("/api/2.0/mlflow/model-versions")
class ModelVersionsController {

    private static final int USUAL = 10_000;
    private static final int MOST = 200_000;

    private final Catalogue catalogue;

    ModelVersionsController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @PostMapping("/create")
    ShownVersion create(CreateVersion request) {
        var tags = Entries.map(request.tags());
        Limits.requireTags(tags);
        return ShownVersion.of(
                catalogue.register(
                        new NewExternalVersion(
                                Entries.required("name", request.name()),
                                Entries.required("source", request.source()),
                                run(request.runId()),
                                request.runLink(),
                                requireNonNullElse(request.description(), ""),
                                tags,
                                CurrentPrincipal.name())));
    }

    @GetMapping("/get")
    ShownVersion get(ByVersion request) {
        return ShownVersion.of(
                catalogue.version(
                        Entries.required("name", request.name()), number(request.version())));
    }

    @GetMapping("/search")
    FoundVersions search(Search request) {
        int limit = Entries.limit(request.maxResults(), USUAL, MOST);
        long offset = Page.offset(request.pageToken());
        var found =
                catalogue.versions(
                        new CatalogueQuery(request.filter(), request.orderBy(), limit, offset));
        var page = Page.of(found, offset, limit);
        return new FoundVersions(page.items().stream().map(Version::of).toList(), page.next());
    }

    @GetMapping("/get-download-uri")
    DownloadUri downloadUri(ByVersion request) {
        var version =
                catalogue.version(
                        Entries.required("name", request.name()), number(request.version()));
        return new DownloadUri(version.source());
    }

    @PatchMapping("/update")
    ShownVersion update(DescribeVersion request) {
        return ShownVersion.of(
                catalogue.describe(
                        Entries.required("name", request.name()),
                        number(request.version()),
                        requireNonNullElse(request.description(), "")));
    }

    @PostMapping("/transition-stage")
    ShownVersion transition(Transition request) {
        return ShownVersion.of(
                catalogue.transition(
                        Entries.required("name", request.name()),
                        number(request.version()),
                        Entries.required("stage", request.stage()),
                        requireNonNullElse(request.archiveExistingVersions(), false)));
    }

    @DeleteMapping("/delete")
    Empty delete(ByVersion request) {
        catalogue.delete(Entries.required("name", request.name()), number(request.version()));
        return new Empty();
    }

    @PostMapping("/set-tag")
    Empty setTag(TagVersion request) {
        var key = Entries.required("key", request.key());
        var value = requireNonNullElse(request.value(), "");
        Limits.requireTags(Map.of(key, value));
        catalogue.tag(
                Entries.required("name", request.name()),
                number(request.version()),
                Map.of(key, value));
        return new Empty();
    }

    @DeleteMapping("/delete-tag")
    Empty deleteTag(TagVersion request) {
        catalogue.untag(
                Entries.required("name", request.name()),
                number(request.version()),
                Entries.required("key", request.key()));
        return new Empty();
    }

    static int number(@Nullable String version) {
        var text = Entries.required("version", version);
        if (text.length() > 9 || !text.matches("\\d+")) {
            throw Limits.invalid("The version \"%s\" is not a number.".formatted(text));
        }
        return Integer.parseInt(text);
    }

    private static @Nullable UUID run(@Nullable String runId) {
        return runId == null || runId.isEmpty() ? null : RunIds.parse(runId);
    }
}
