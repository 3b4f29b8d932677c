package dev.millrace.training.launch;

import dev.millrace.training.worker.WorkerReport;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where this service's own workers report. No part of the API: a worker's id is its password. */
@Hidden
@RestController
class WorkerReportController {

    static final String PATH = "/internal/workers/{worker}/reports";

    private final Workers workers;

    WorkerReportController(Workers workers) {
        this.workers = workers;
    }

    @PostMapping(PATH)
    ResponseEntity<Void> hear(
            @PathVariable("worker") UUID worker, @RequestBody List<WorkerReport> reports) {
        if (!workers.knows(worker)) {
            return ResponseEntity.notFound().build();
        }
        workers.hear(worker, reports);
        return ResponseEntity.noContent().build();
    }
}
