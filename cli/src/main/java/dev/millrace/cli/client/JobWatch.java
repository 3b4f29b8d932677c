package dev.millrace.cli.client;

import dev.millrace.cli.platform.Part;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobState;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for a job of a service. */
public final class JobWatch {

    private static final long POLL_MILLIS = 200;

    private final Services services;

    public JobWatch(Services services) {
        this.services = services;
    }

    /** The job's result; its failure as the exception that it stands for. */
    public Map<String, Object> result(Part service, Job job)
            throws IOException, InterruptedException {
        var never = new CountDownLatch(1);
        var latest = job;
        while (!latest.state().isTerminal()) {
            var unused = never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            latest = services.rest().get(services.at(service, "/v1/jobs/" + job.id()), Job.class);
        }
        if (latest.state() == JobState.FAILED && latest.failure() != null) {
            throw latest.failure().asException();
        }
        if (latest.state() != JobState.SUCCEEDED) {
            throw new IOException("The job %s was cancelled".formatted(job.id()));
        }
        return Objects.requireNonNullElse(latest.result(), Map.of());
    }
}
