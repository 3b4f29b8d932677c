package dev.millrace.training.tracking;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.training.Experiment;
import dev.millrace.contracts.training.RunSearch.View;
import dev.millrace.kit.store.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What may happen to experiments. */
@Service
public class Experiments {

    private final ExperimentRows rows;
    private final ObjectStore store;
    private final Clock clock;

    Experiments(ExperimentRows rows, ObjectStore store, Clock clock) {
        this.rows = rows;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Creates one.
     *
     * @param location where its clients keep artifacts; null if this service does
     */
    public Experiment create(String name, @Nullable String location, Map<String, String> tags) {
        Limits.requireName("an experiment", name);
        Limits.requireTags(tags);
        var elsewhere = location == null || location.isBlank() ? null : location;
        if (elsewhere != null && elsewhere.startsWith(store.uri(""))) {
            throw Limits.invalid(
                    "artifact_location %s is in the bucket of the platform, which chooses the place itself: leave it out."
                            .formatted(location));
        }
        return rows.insert(name, elsewhere, tags, clock.instant())
                .flatMap(rows::byId)
                .orElseThrow(() -> taken(name));
    }

    /** The experiment of that name for a job of ours: created if new, restored if deleted. */
    Experiment ensure(String name) {
        var found = rows.byName(name);
        if (found.isEmpty()) {
            rows.insert(name, null, Map.of(), clock.instant());
            found = rows.byName(name);
        }
        var experiment = found.orElseThrow(() -> unknown(name));
        return experiment.deleted() ? setDeleted(experiment, false) : experiment;
    }

    public Experiment byId(String id) {
        if (id.isEmpty() || id.length() > 18 || !id.chars().allMatch(Character::isDigit)) {
            throw unknown(id);
        }
        return rows.byId(Long.parseLong(id)).orElseThrow(() -> unknown(id));
    }

    public Experiment byName(String name) {
        return rows.byName(name).orElseThrow(() -> unknown(name));
    }

    /** By name or, if none is called so, by id. */
    public Experiment find(String nameOrId) {
        return rows.byName(nameOrId).orElseGet(() -> byId(nameOrId));
    }

    public Page<Experiment> search(
            @Nullable String filter,
            @Nullable List<String> orderBy,
            View view,
            int limit,
            @Nullable String page) {
        long offset = Page.offset(page);
        return Page.of(rows.search(filter, orderBy, view, offset, limit), offset, limit);
    }

    @Transactional
    public void rename(String id, String name) {
        Limits.requireName("an experiment", name);
        var experiment = requireActive(byId(id));
        try {
            rows.rename(number(experiment), name, clock.instant());
        } catch (DuplicateKeyException another) {
            throw taken(name);
        }
    }

    public void setTag(String id, String key, String value) {
        Limits.requireTags(Map.of(key, value));
        rows.setTags(number(requireActive(byId(id))), Map.of(key, value), clock.instant());
    }

    public Experiment setDeleted(Experiment experiment, boolean deleted) {
        if (deleted && experiment.id().equals("0")) {
            throw Limits.invalid("The experiment Default cannot be deleted.");
        }
        rows.setDeleted(number(experiment), deleted, clock.instant());
        return byId(experiment.id());
    }

    static long number(Experiment experiment) {
        return Long.parseLong(experiment.id());
    }

    static Experiment requireActive(Experiment experiment) {
        if (experiment.deleted()) {
            throw Limits.invalid(
                    "Experiment %s (\"%s\") is deleted; restore it first."
                            .formatted(experiment.id(), experiment.name()));
        }
        return experiment;
    }

    private static PlatformException taken(String name) {
        return new PlatformException(
                FailureCode.ALREADY_EXISTS,
                "There is an experiment \"%s\" already; if it is not listed, it is deleted and can be restored."
                        .formatted(name));
    }

    private static PlatformException unknown(String nameOrId) {
        return new PlatformException(
                FailureCode.EXPERIMENT_NOT_FOUND,
                "There is no experiment \"%s\".".formatted(nameOrId));
    }
}
