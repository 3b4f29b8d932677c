package dev.millrace.orchestrator.probe;

import dev.millrace.kit.store.ObjectStore;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An object by its key. The cursor names what was there at the last look. */
@Component
class OneObjects implements Search<Probe.OneObject> {

    private static final String NOTHING = "nothing";

    private final ObjectStore store;

    OneObjects(ObjectStore store) {
        this.store = store;
    }

    @Override
    public String now(Probe.OneObject probe) {
        return look(probe, null).cursor();
    }

    @Override
    public Look look(Probe.OneObject probe, @Nullable String cursor) {
        var bucket = Objects.requireNonNullElse(probe.bucket(), store.bucket());
        return store.find(bucket, probe.key())
                .map(object -> {
                    var name = FoundObject.name(object);
                    return name.equals(cursor)
                            ? Look.at(name)
                            : new Look(List.of(FoundObject.finding(bucket, object)), name, false);
                })
                .orElseGet(() -> Look.at(NOTHING));
    }
}
