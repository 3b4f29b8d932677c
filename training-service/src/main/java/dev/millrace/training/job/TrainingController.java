package dev.millrace.training.job;

import dev.millrace.contracts.VersionReference;
import dev.millrace.contracts.job.Job;
import dev.millrace.contracts.training.Decide;
import dev.millrace.contracts.training.EvaluationReport;
import dev.millrace.contracts.training.Model;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.contracts.training.TrainRequest;
import dev.millrace.contracts.training.TrainingApi;
import dev.millrace.contracts.training.VersionNotes;
import dev.millrace.kit.job.Jobs;
import dev.millrace.training.registry.Approvals;
import dev.millrace.training.registry.Evaluations;
import dev.millrace.training.registry.Registry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TrainingController implements TrainingApi {

    private final Jobs jobs;
    private final RequestCheck check;
    private final Registry registry;
    private final Evaluations evaluations;
    private final Approvals approvals;

    TrainingController(
            Jobs jobs,
            RequestCheck check,
            Registry registry,
            Evaluations evaluations,
            Approvals approvals) {
        this.jobs = jobs;
        this.check = check;
        this.registry = registry;
        this.evaluations = evaluations;
        this.approvals = approvals;
    }

    @Override
    public ResponseEntity<Job> train(
            @Nullable String idempotencyKey, @Nullable String callbackUrl, TrainRequest request) {
        check.require(request);
        return jobs.submit(TrainingJob.KIND, request, idempotencyKey, callbackUrl);
    }

    @Override
    public List<Model> models() {
        return registry.models();
    }

    @Override
    public List<ModelVersion> versions(String name) {
        return registry.versions(name);
    }

    @Override
    public ModelVersion version(String name, String version) {
        return registry.find(name, version);
    }

    @Override
    public EvaluationReport evaluation(String name, String version) {
        return evaluations.of(name, version);
    }

    @Override
    public List<ModelVersion> compare(List<String> references) {
        return references.stream()
                .map(VersionReference::parse)
                .map(reference -> registry.find(reference.name(), reference.version()))
                .toList();
    }

    @Override
    public ModelVersion decide(String name, String version, Decide decision) {
        return approvals.decide(name, version, decision);
    }

    @Override
    public ModelVersion note(String name, String version, VersionNotes notes) {
        return approvals.note(name, version, notes);
    }

    @Override
    public Model setAlias(String name, String alias, int version) {
        return registry.setAlias(name, alias, version);
    }

    @Override
    public Model removeAlias(String name, String alias) {
        return registry.removeAlias(name, alias);
    }

    @Override
    public void delete(String name, String version) {
        registry.delete(name, version);
    }

    @Override
    public void addReference(String name, String version, String referrer) {
        registry.addReference(name, version, referrer);
    }

    @Override
    public void removeReference(String name, String version, String referrer) {
        registry.removeReference(name, version, referrer);
    }
}
