package dev.millrace.training.mlflow;

import static java.util.Objects.requireNonNullElse;

import dev.millrace.contracts.training.RunStatus;
import dev.millrace.kit.web.CurrentPrincipal;
import dev.millrace.training.mlflow.MlflowMessage.Empty;
import dev.millrace.training.mlflow.RunMessages.ById;
import dev.millrace.training.mlflow.RunMessages.Create;
import dev.millrace.training.mlflow.RunMessages.Found;
import dev.millrace.training.mlflow.RunMessages.Inputs;
import dev.millrace.training.mlflow.RunMessages.Run;
import dev.millrace.training.mlflow.RunMessages.RunInfo;
import dev.millrace.training.mlflow.RunMessages.Search;
import dev.millrace.training.mlflow.RunMessages.Shown;
import dev.millrace.training.mlflow.RunMessages.Update;
import dev.millrace.training.mlflow.RunMessages.Updated;
import dev.millrace.training.tracking.Experiments;
import dev.millrace.training.tracking.Limits;
import dev.millrace.training.tracking.NewRun;
import dev.millrace.training.tracking.Page;
import dev.millrace.training.tracking.RunIds;
import dev.millrace.training.tracking.RunQuery;
import dev.millrace.training.tracking.Runs;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@Hidden
@RestController
@RequestMapping("/api/2.0/mlflow/runs")
class RunsController {

    private static final int USUAL = 1000;
    private static final int MOST = 50_000;

    private final Runs runs;
    private final Experiments experiments;
    private final JsonMapper json;
    private final Clock clock;

    RunsController(Runs runs, Experiments experiments, JsonMapper json, Clock clock) {
        this.runs = runs;
        this.experiments = experiments;
        this.json = json;
        this.clock = clock;
    }

    @PostMapping("/create")
    Shown create(Create request) {
        var id = UUID.randomUUID();
        var tags = new LinkedHashMap<>(Entries.map(request.tags()));
        var name = name(request.runName(), tags.get(Runs.NAME_TAG), id);
        tags.put(Runs.NAME_TAG, name);
        var user = requireNonNullElse(request.userId(), "");
        var run =
                new NewRun(
                        id,
                        experiments.byId(requireNonNullElse(request.experimentId(), "0")),
                        name,
                        user.isEmpty() ? CurrentPrincipal.name() : user,
                        requireNonNullElse(request.startTime(), clock.millis()),
                        tags);
        return new Shown(Run.of(runs.create(run)));
    }

    @GetMapping("/get")
    Shown get(ById request) {
        var id = id(request.runId(), request.runUuid());
        var run = Run.of(runs.find(id));
        return new Shown(
                new Run(run.info(), run.data(), new Inputs(json.readTree(runs.inputs(id)))));
    }

    @PostMapping("/search")
    Found search(Search request) {
        int limit = Entries.limit(request.maxResults(), USUAL, MOST);
        var page =
                runs.search(
                        new RunQuery(
                                experimentIds(request.experimentIds()),
                                request.filter(),
                                request.orderBy(),
                                Stages.view(request.runViewType()),
                                limit,
                                Page.offset(request.pageToken())));
        return new Found(page.items().stream().map(Run::of).toList(), page.next());
    }

    @PostMapping("/update")
    Updated update(Update request) {
        var run =
                runs.update(
                        id(request.runId(), request.runUuid()),
                        status(request.status()),
                        request.endTime(),
                        request.runName());
        return new Updated(RunInfo.of(run));
    }

    @PostMapping("/delete")
    Empty delete(ById request) {
        runs.setDeleted(id(request.runId(), request.runUuid()), true);
        return new Empty();
    }

    @PostMapping("/restore")
    Empty restore(ById request) {
        runs.setDeleted(id(request.runId(), request.runUuid()), false);
        return new Empty();
    }

    static String id(@Nullable String runId, @Nullable String runUuid) {
        return Entries.required("run_id", runId == null || runId.isEmpty() ? runUuid : runId);
    }

    /** As MLflow: an id that is unknown finds nothing. */
    private static List<Long> experimentIds(@Nullable List<String> ids) {
        return requireNonNullElse(ids, List.<String>of()).stream()
                .filter(id -> id.length() < 19 && id.matches("\\d+"))
                .map(Long::valueOf)
                .toList();
    }

    private static String name(@Nullable String given, @Nullable String tag, UUID id) {
        if (given != null && !given.isEmpty()) {
            return given;
        }
        return tag != null && !tag.isEmpty() ? tag : "run-" + RunIds.text(id).substring(0, 8);
    }

    private static @Nullable RunStatus status(@Nullable String status) {
        if (status == null) {
            return null;
        }
        return Arrays.stream(RunStatus.values())
                .filter(known -> known.name().equals(status))
                .findFirst()
                .orElseThrow(() ->
                        Limits.invalid(
                                "status \"%s\" is not one of %s."
                                        .formatted(status, Arrays.toString(RunStatus.values()))));
    }
}
