package dev.millrace.training.automl;

import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.training.AutoMl;
import dev.millrace.contracts.training.AutoMlApi;
import dev.millrace.contracts.training.AutoMlRequest;
import dev.millrace.kit.job.Jobs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AutoMlController implements AutoMlApi {

    private final Jobs jobs;
    private final AutoMlCheck check;
    private final AutoMls automls;

    AutoMlController(Jobs jobs, AutoMlCheck check, AutoMls automls) {
        this.jobs = jobs;
        this.check = check;
        this.automls = automls;
    }

    @Override
    public ResponseEntity<Job> automl(
            @Nullable String idempotencyKey, @Nullable String callbackUrl, AutoMlRequest request) {
        check.require(request);
        return jobs.submit(AutoMlJob.KIND, request, idempotencyKey, callbackUrl);
    }

    @Override
    public AutoMl automl(UUID id) {
        return automls.find(id);
    }
}
