package dev.millrace.training.registry;

import dev.millrace.contracts.VersionReference;
import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.PrepApi;
import dev.millrace.contracts.training.Model;
import dev.millrace.contracts.training.ModelVersion;
import dev.millrace.kit.store.ObjectStore;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What may happen to models. */
@Service
public class Registry {

    private static final String LATEST = "latest";

    private final Models models;
    private final ModelVersions versions;
    private final CatalogueRows catalogue;
    private final PrepApi prep;
    private final ObjectStore store;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Registry(
            Models models,
            ModelVersions versions,
            CatalogueRows catalogue,
            PrepApi prep,
            ObjectStore store,
            TransactionTemplate transaction,
            Clock clock) {
        this.models = models;
        this.versions = versions;
        this.catalogue = catalogue;
        this.prep = prep;
        this.store = store;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Refuses what could be mistaken for a version. */
    public static void requireAlias(String alias) {
        if (alias.equals(LATEST) || VersionReference.parse("model@" + alias).isNumber()) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "\"%s\" cannot be an alias: versions are called so.".formatted(alias));
        }
    }

    /**
     * Gives the version its number and its alias, all in the transaction that publishes the job.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public ModelVersion register(NewVersion version) {
        var now = clock.instant();
        var model = version.request().model();
        int number = models.nextNumber(model, now);
        versions.insert(number, version, now);
        var alias = version.request().alias();
        if (alias != null) {
            models.setAlias(model, alias, number, now);
        }
        return require(model, number);
    }

    public List<Model> models() {
        return models.all();
    }

    public List<ModelVersion> versions(String model) {
        requireModel(model);
        return versions.ofModel(model);
    }

    /**
     * One version of a model.
     *
     * @param version a number, an alias, or {@code latest}
     */
    public ModelVersion find(String model, String version) {
        return require(model, number(model, version));
    }

    @Transactional
    public Model setAlias(String model, String alias, int number) {
        requireAlias(alias);
        models.lock(model);
        require(model, number);
        models.setAlias(model, alias, number, clock.instant());
        return requireModel(model);
    }

    @Transactional
    public Model removeAlias(String model, String alias) {
        models.lock(model);
        models.removeAlias(model, alias, clock.instant());
        return requireModel(model);
    }

    @Transactional
    public void addReference(String model, String version, String referrer) {
        models.lock(model);
        models.addReference(model, find(model, version).number(), referrer, clock.instant());
    }

    /** Idempotent. */
    @Transactional
    public void removeReference(String model, String version, String referrer) {
        models.removeReference(model, number(model, version), referrer);
    }

    /** Refused while an alias or somebody else needs the version. */
    public void delete(String model, String version) {
        var deleted = transaction.execute(status -> deleteRow(model, version));
        // What is not deleted now, the next gc finds: no row refers to it any more.
        store.deletePrefix(store.keyOf(deleted.location()));
    }

    private ModelVersion deleteRow(String model, String version) {
        models.lock(model);
        var found = find(model, version);
        var users = models.users(model, found.number());
        if (!users.isEmpty()) {
            throw new PlatformException(
                    FailureCode.STILL_REFERENCED,
                    "%s is needed by %s.".formatted(found.reference(), String.join(", ", users)));
        }
        var referrer = versions.referrer(model, found.number());
        versions.delete(model, found.number());
        // Inside the transaction: where prep-service is away, the version stays and can be deleted
        // later.
        prep.removeReference(found.preparedData(), referrer);
        return found;
    }

    private int number(String model, String version) {
        if (version.equals(LATEST)) {
            return versions.latest(model).orElseThrow(() -> notFound(model, version));
        }
        if (version.length() < 10 && version.chars().allMatch(Character::isDigit)) {
            return Integer.parseInt(version);
        }
        return models.aliased(model, version).orElseThrow(() -> notFound(model, version));
    }

    private Model requireModel(String model) {
        return models.find(model)
                .orElseThrow(() ->
                        new PlatformException(
                                FailureCode.MODEL_NOT_FOUND,
                                "There is no model \"%s\".".formatted(model)));
    }

    private ModelVersion require(String model, int number) {
        return versions.find(model, number)
                .orElseThrow(() ->
                        catalogue
                                .find(model, number)
                                .map(Registry::external)
                                .orElseGet(() -> notFound(model, Integer.toString(number))));
    }

    private static PlatformException external(RegisteredVersion version) {
        return new PlatformException(
                FailureCode.MODEL_EXTERNAL,
                "%s was registered through MLflow's API with the source %s, not trained here: without a transform and golden rows the platform can neither describe nor serve it. Serve a version that was trained here, or train one."
                        .formatted(
                                VersionReference.of(version.model(), version.number()),
                                version.source()));
    }

    private PlatformException notFound(String model, String version) {
        requireModel(model);
        return new PlatformException(
                FailureCode.MODEL_NOT_FOUND,
                "Model \"%s\" has no version or alias \"%s\".".formatted(model, version));
    }
}
