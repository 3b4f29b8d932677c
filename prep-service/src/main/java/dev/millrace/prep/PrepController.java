package dev.millrace.prep;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.prep.ColumnStatistics;
import dev.millrace.contracts.prep.PrepApi;
import dev.millrace.contracts.prep.PrepareRequest;
import dev.millrace.contracts.prep.PreparedData;
import dev.millrace.contracts.prep.Profile;
import dev.millrace.contracts.prep.ProfileRequest;
import dev.millrace.contracts.prep.Recipe;
import dev.millrace.prep.prepared.Preparations;
import dev.millrace.prep.prepared.RecipeCheck;
import dev.millrace.prep.profile.Profiles;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** The front door. */
@RestController
class PrepController implements PrepApi {

    private final Preparations preparations;
    private final Profiles profiles;

    PrepController(Preparations preparations, Profiles profiles) {
        this.preparations = preparations;
        this.profiles = profiles;
    }

    @Override
    public ResponseEntity<Job> prepare(
            @Nullable String idempotencyKey, @Nullable String callbackUrl, PrepareRequest request) {
        return preparations.start(request, idempotencyKey, callbackUrl);
    }

    @Override
    public List<Mistake> check(Recipe recipe) {
        return RecipeCheck.mistakes(recipe);
    }

    @Override
    public ResponseEntity<Job> profile(
            @Nullable String idempotencyKey, @Nullable String callbackUrl, ProfileRequest request) {
        return profiles.start(request, idempotencyKey, callbackUrl);
    }

    @Override
    public Profile findProfile(UUID id) {
        return profiles.find(id);
    }

    @Override
    public List<PreparedData> list(int limit) {
        return preparations.latest(limit);
    }

    @Override
    public PreparedData find(UUID id) {
        return preparations.find(id);
    }

    @Override
    public List<ColumnStatistics> statistics(UUID id) {
        return preparations.statistics(id);
    }

    @Override
    public void delete(UUID id) {
        preparations.delete(id);
    }

    @Override
    public void addReference(UUID id, String referrer) {
        preparations.addReference(id, referrer);
    }

    @Override
    public void removeReference(UUID id, String referrer) {
        preparations.removeReference(id, referrer);
    }
}
