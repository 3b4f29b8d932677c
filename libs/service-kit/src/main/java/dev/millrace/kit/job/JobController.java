package dev.millrace.kit.job;

import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.job.JobApi;
import dev.millrace.contracts.job.JobEvent;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class JobController implements JobApi {

    private static final int MOST_ROWS = 1000;

    private final Jobs jobs;
    private final JobRows rows;
    private final JobEvents events;
    private final EventStreams streams;

    JobController(Jobs jobs, JobRows rows, JobEvents events, EventStreams streams) {
        this.jobs = jobs;
        this.rows = rows;
        this.events = events;
        this.streams = streams;
    }

    @Override
    public List<Job> list(int limit) {
        return rows.latest(Math.clamp(limit, 1, MOST_ROWS));
    }

    @Override
    public Job find(UUID id) {
        return jobs.find(id);
    }

    @Override
    public Job cancel(UUID id) {
        return jobs.cancel(id);
    }

    @Override
    public List<JobEvent> history(UUID id, long after) {
        jobs.find(id);
        return events.after(id, after, MOST_ROWS);
    }

    @Operation(
            summary = "Follow a job",
            description =
                    """
                    Server-sent events: what happened so far and then live, until the job has ended. The id of each event is
                    its number; a client that reconnects with `Last-Event-ID` misses nothing.\
                    """)
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable("id") UUID id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId) {
        jobs.find(id);
        return streams.open(
                lastEventId == null ? 0 : lastEventId,
                after -> events.after(id, after, MOST_ROWS),
                () -> jobs.find(id).state().isTerminal());
    }
}
