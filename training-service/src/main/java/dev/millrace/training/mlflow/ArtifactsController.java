package dev.millrace.training.mlflow;

import dev.millrace.training.tracking.RunArtifacts;
import dev.millrace.training.tracking.Runs;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@Hidden
@RestController
class ArtifactsController {

    private final RunArtifacts artifacts;
    private final Runs runs;

    ArtifactsController(RunArtifacts artifacts, Runs runs) {
        this.artifacts = artifacts;
        this.runs = runs;
    }

    record ListArtifacts(@Nullable String runId, @Nullable String runUuid, @Nullable String path)
            implements MlflowMessage {}

    record Listed(String rootUri, List<FileInfo> files) implements MlflowMessage {}

    record FileInfo(String path, boolean isDir, @Nullable Long fileSize) implements MlflowMessage {}

    @GetMapping("/api/2.0/mlflow/artifacts/list")
    Listed list(ListArtifacts request) {
        var run = RunsController.id(request.runId(), request.runUuid());
        var path = request.path() == null ? "" : request.path();
        var files =
                artifacts.list(run, path).stream()
                        .map(file -> new FileInfo(file.path(), file.folder(), file.bytes()))
                        .toList();
        return new Listed(runs.find(run).artifacts(), files);
    }
}
