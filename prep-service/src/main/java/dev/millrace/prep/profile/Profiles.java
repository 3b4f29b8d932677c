package dev.millrace.prep.profile;

import static dev.millrace.contracts.failure.FailureCode.INVALID_RECIPE;
import static dev.millrace.contracts.failure.FailureCode.PREPARED_DATA_NOT_FOUND;

import dev.millrace.contracts.VersionReference;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.prep.Profile;
import dev.millrace.contracts.prep.ProfileRequest;
import dev.millrace.kit.job.Jobs;
import dev.millrace.prep.spark.QueryCheck;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Profiles, as the front door offers them. */
@Component
public class Profiles {

    private final Jobs jobs;
    private final ProfileDocuments documents;

    Profiles(Jobs jobs, ProfileDocuments documents) {
        this.jobs = jobs;
        this.documents = documents;
    }

    public ResponseEntity<Job> start(
            ProfileRequest request, @Nullable String idempotencyKey, @Nullable String callbackUrl) {
        VersionReference.parse(request.dataset());
        if (request.sql() != null) {
            var mistakes = QueryCheck.query("sql", request.sql(), Set.of(ProfileHandler.VIEW));
            if (!mistakes.isEmpty()) {
                throw new PlatformException(
                        INVALID_RECIPE, "sql: " + mistakes.getFirst().message() + ".", mistakes);
            }
        }
        return jobs.submit("profile", request, idempotencyKey, callbackUrl);
    }

    public Profile find(UUID id) {
        return documents
                .find(id)
                .orElseThrow(() ->
                        new PlatformException(
                                PREPARED_DATA_NOT_FOUND, "There is no profile " + id + "."));
    }
}
