package dev.millrace.training.study;

import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.training.Study;
import dev.millrace.contracts.training.StudyApi;
import dev.millrace.contracts.training.StudyRequest;
import dev.millrace.kit.job.Jobs;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StudyController implements StudyApi {

    private final Jobs jobs;
    private final StudyCheck check;
    private final Studies studies;

    StudyController(Jobs jobs, StudyCheck check, Studies studies) {
        this.jobs = jobs;
        this.check = check;
        this.studies = studies;
    }

    @Override
    public ResponseEntity<Job> study(
            @Nullable String idempotencyKey, @Nullable String callbackUrl, StudyRequest request) {
        check.require(request);
        return jobs.submit(StudyJob.KIND, request, idempotencyKey, callbackUrl);
    }

    @Override
    public Study study(UUID id) {
        return studies.find(id);
    }
}
