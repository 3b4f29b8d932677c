package dev.millrace.cli.client;

import dev.millrace.cli.platform.LocalPlatform;
import dev.millrace.cli.platform.Part;
import dev.millrace.contracts.ingest.Upload;
import dev.millrace.contracts.orchestrator.PipelineVersion;
import dev.millrace.contracts.orchestrator.Run;
import dev.millrace.contracts.orchestrator.StartRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;

/** The services of a platform that runs. */
public final class Services {

    private final int portBase;
    private final Rest rest = new Rest();

    public Services(int portBase) {
        this.portBase = portBase;
    }

    /** Those of the platform of this home; refuses with NotRunning where there is none. */
    public static Services of(LocalPlatform platform) throws IOException {
        return platform.running()
                .map(state -> new Services(state.portBase()))
                .orElseThrow(() ->
                        new NotRunning("The platform is not running; start it with: millrace up"));
    }

    public Rest rest() {
        return rest;
    }

    public URI at(Part service, String path) {
        return URI.create("http://127.0.0.1:" + service.port(portBase) + path);
    }

    /** Sends a local file to where ingestions can read it. */
    public Upload upload(Path file) throws IOException, InterruptedException {
        return rest.postFile(at(Part.INGEST, "/v1/uploads"), file, Upload.class);
    }

    public PipelineVersion post(String definition) throws IOException, InterruptedException {
        return rest.postText(
                at(Part.ORCHESTRATOR, "/v1/pipelines"),
                definition,
                "application/yaml",
                PipelineVersion.class);
    }

    public Run start(StartRun request) throws IOException, InterruptedException {
        return rest.post(at(Part.ORCHESTRATOR, "/v1/runs"), request, Run.class);
    }

    public Run run(UUID id) throws IOException, InterruptedException {
        return rest.get(address(id), Run.class);
    }

    public URI address(UUID run) {
        return at(Part.ORCHESTRATOR, "/v1/runs/" + run);
    }
}
