package dev.millrace.training.crossvalidation;

import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.training.CrossValidation;
import dev.millrace.contracts.training.CrossValidationApi;
import dev.millrace.contracts.training.CrossValidationRequest;
import dev.millrace.kit.job.Jobs;
import dev.millrace.training.job.RequestCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CrossValidationController implements CrossValidationApi {

    private final Jobs jobs;
    private final RequestCheck check;
    private final FoldingCheck foldings;
    private final CrossValidations rows;

    CrossValidationController(
            Jobs jobs, RequestCheck check, FoldingCheck foldings, CrossValidations rows) {
        this.jobs = jobs;
        this.check = check;
        this.foldings = foldings;
        this.rows = rows;
    }

    @Override
    public ResponseEntity<Job> crossValidate(
            @Nullable String idempotencyKey,
            @Nullable String callbackUrl,
            CrossValidationRequest request) {
        try {
            foldings.complete(request, check.requireFromScratch(request.training()).data());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return jobs.submit(CrossValidationJob.KIND, request, idempotencyKey, callbackUrl);
    }

    @Override
    public CrossValidation crossValidation(UUID id) {
        return rows.find(id);
    }
}
