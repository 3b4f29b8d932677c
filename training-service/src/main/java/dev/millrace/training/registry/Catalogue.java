package dev.millrace.training.registry;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The registry as MLflow's clients know it: versions trained here beside external ones, which
 * somebody else made and keeps. Both count in one sequence and share aliases, stages, tags and
 * descriptions; only a trained one can be served.
 */
@Service
public class Catalogue {

    /** MLflow's stages. */
    public static final List<String> STAGES = List.of("None", "Staging", "Production", "Archived");

    private final CatalogueModelRows models;
    private final CatalogueRows versions;
    private final Models locks;
    private final Registry registry;
    private final Clock clock;

    Catalogue(
            CatalogueModelRows models,
            CatalogueRows versions,
            Models locks,
            Registry registry,
            Clock clock) {
        this.models = models;
        this.versions = versions;
        this.locks = locks;
        this.registry = registry;
        this.clock = clock;
    }

    public RegisteredModel create(String name, String description, Map<String, String> tags) {
        if (name.isBlank() || name.length() > 250 || name.matches(".*[/:\\p{Cntrl}].*")) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST,
                    "The name of a model must have 1 to 250 characters without slash and colon.");
        }
        if (!models.insert(name, description, tags, clock.instant())) {
            throw new PlatformException(
                    FailureCode.ALREADY_EXISTS, "There is a model \"%s\" already.".formatted(name));
        }
        return model(name);
    }

    public RegisteredModel model(String name) {
        return models.find(name)
                .orElseThrow(() ->
                        new PlatformException(
                                FailureCode.MODEL_NOT_FOUND,
                                "There is no model \"%s\".".formatted(name)));
    }

    public List<RegisteredModel> models(CatalogueQuery query) {
        return models.search(query);
    }

    public RegisteredModel describe(String name, String description) {
        model(name);
        models.describe(name, description, clock.instant());
        return model(name);
    }

    public void tag(String name, String key, String value) {
        model(name);
        models.addTags(name, Map.of(key, value), clock.instant());
    }

    public void untag(String name, String key) {
        model(name);
        models.removeTag(name, key, clock.instant());
    }

    /** Refused while it has versions that were trained here. */
    @Transactional
    public void delete(String name) {
        locks.lock(name);
        model(name);
        if (models.hasTrainedVersions(name)) {
            throw new PlatformException(
                    FailureCode.STILL_REFERENCED,
                    "Model \"%s\" has versions that were trained here: delete them one by one first."
                            .formatted(name));
        }
        models.delete(name, clock.instant());
    }

    @Transactional
    public RegisteredVersion register(NewExternalVersion version) {
        model(version.model());
        var now = clock.instant();
        int number = locks.nextNumber(version.model(), now);
        versions.insert(number, version, now);
        return version(version.model(), number);
    }

    public RegisteredVersion version(String model, int number) {
        return versions.find(model, number).orElseThrow(() -> absent(model, "version " + number));
    }

    public RegisteredVersion aliased(String model, String alias) {
        return locks.aliased(model, alias)
                .map(number -> version(model, number))
                .orElseThrow(() -> absent(model, "alias \"%s\"".formatted(alias)));
    }

    public List<RegisteredVersion> versions(CatalogueQuery query) {
        return versions.search(query);
    }

    public List<RegisteredVersion> latestByStage(String model) {
        model(model);
        return versions.latestByStage(model);
    }

    public RegisteredVersion describe(String model, int number, String description) {
        version(model, number);
        versions.describe(model, number, description, clock.instant());
        return version(model, number);
    }

    public void tag(String model, int number, Map<String, String> tags) {
        version(model, number);
        versions.addTags(model, number, tags, clock.instant());
    }

    public void untag(String model, int number, String key) {
        version(model, number);
        versions.removeTag(model, number, key, clock.instant());
    }

    /**
     * Moves a version to a stage.
     *
     * @param archiveOthers whether the others of that stage are archived
     */
    @Transactional
    public RegisteredVersion transition(
            String model, int number, String stage, boolean archiveOthers) {
        locks.lock(model);
        version(model, number);
        var known =
                STAGES.stream()
                        .filter(stage::equalsIgnoreCase)
                        .findFirst()
                        .orElseThrow(() ->
                                new PlatformException(
                                        FailureCode.INVALID_REQUEST,
                                        "\"%s\" is not one of the stages %s."
                                                .formatted(stage, String.join(", ", STAGES))));
        if (archiveOthers) {
            versions.archive(model, known, number, clock.instant());
        }
        versions.setStage(model, number, known, clock.instant());
        return version(model, number);
    }

    @Transactional
    public void setAlias(String model, String alias, int number) {
        Registry.requireAlias(alias);
        locks.lock(model);
        version(model, number);
        locks.setAlias(model, alias, number, clock.instant());
    }

    /** Idempotent. */
    @Transactional
    public void removeAlias(String model, String alias) {
        locks.lock(model);
        model(model);
        locks.removeAlias(model, alias, clock.instant());
    }

    /** A trained version is refused while something refers to it. */
    public void delete(String model, int number) {
        if (version(model, number).external()) {
            versions.deleteExternal(model, number);
        } else {
            registry.delete(model, Integer.toString(number));
        }
    }

    private PlatformException absent(String model, String what) {
        model(model);
        return new PlatformException(
                FailureCode.MODEL_NOT_FOUND, "Model \"%s\" has no %s.".formatted(model, what));
    }
}
