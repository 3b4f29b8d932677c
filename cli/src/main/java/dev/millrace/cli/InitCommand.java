package dev.millrace.cli;

import dev.millrace.cli.client.JobWatch;
import dev.millrace.cli.client.Services;
import dev.millrace.cli.draft.PipelineDraft;
import dev.millrace.cli.platform.Part;
import dev.millrace.cli.platform.PlatformSettings;
import dev.millrace.contracts.ingest.IngestRequest;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.prep.Profile;
import dev.millrace.contracts.prep.ProfileRequest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at data and writes a pipeline to start from. */
@Command(
        name = "init",
        description = {
            "Look at a CSV file and write a commented pipeline for it that runs.",
            "Starts the platform if it is down."
        })
final class InitCommand implements Callable<Integer> {

    @Mixin private CommonOptions common = new CommonOptions();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "A CSV file with a header.")
    private Path data = Path.of("");

    @Option(
            names = "--target",
            required = true,
            paramLabel = "COLUMN",
            description = "The column to predict.")
    private String target = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the pipeline; default <name of the data>.yaml here.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Overwrite the file if it exists.")
    private boolean force;

    /** What {@code init --json} prints. */
    record Draft(String file, String pipeline, String kind, long rows, long features) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        var name = nameOf(data);
        var file = out == null ? Path.of(name + ".yaml") : out;
        requireFiles(file);
        var state = common.platform().up(PlatformSettings.of(common.home()), common::progress);
        var profile = profile(new Services(state.portBase()), name);
        var draft = new PipelineDraft(name, pathSeenFrom(file), profile, target);
        Files.writeString(file, draft.yaml());
        common.result(
                new Draft(file.toString(), name, draft.kind(), profile.rows(), draft.features()),
                """
                Wrote %s: a %s pipeline for %s, %d rows, %d columns as features.
                Read it, change what you know better, then: ./millrace run %s --wait\
                """
                        .formatted(
                                file,
                                draft.kind(),
                                target,
                                profile.rows(),
                                draft.features(),
                                file));
        return ExitCode.DONE;
    }

    private void requireFiles(Path file) throws IOException {
        if (!Files.isRegularFile(data)) {
            throw new NoSuchFileException(data.toString());
        }
        if (Files.exists(file) && !force) {
            throw new FileAlreadyExistsException(file + " exists; --force overwrites it");
        }
    }

    private Profile profile(Services services, String name)
            throws IOException, InterruptedException {
        var jobs = new JobWatch(services);
        var rest = services.rest();
        common.progress("Reading " + data);
        var ingestion = new IngestRequest(name, services.upload(data).source(), null);
        var started = rest.post(services.at(Part.INGEST, "/v1/ingestions"), ingestion, Job.class);
        var reference = text(jobs.result(Part.INGEST, started).get("reference"));
        common.progress("Profiling " + reference);
        var request = new ProfileRequest(reference, null, target);
        var profiling = rest.post(services.at(Part.PREP, "/v1/profiles"), request, Job.class);
        var id = text(jobs.result(Part.PREP, profiling).get("profile"));
        return rest.get(services.at(Part.PREP, "/v1/profiles/" + id), Profile.class);
    }

    private static String text(@Nullable Object value) {
        return Objects.requireNonNull(value, "the job's result lacks a field").toString();
    }

    /** A name for dataset, pipeline, model and endpoint. */
    static String nameOf(Path data) {
        var file = Objects.requireNonNullElse(data.getFileName(), data).toString();
        var stem = file.contains(".") ? file.substring(0, file.lastIndexOf('.')) : file;
        var name =
                stem.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "data" : name.substring(0, Math.min(name.length(), 63));
    }

    private String pathSeenFrom(Path file) {
        var folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        return folder.relativize(data.toAbsolutePath().normalize()).toString();
    }
}
