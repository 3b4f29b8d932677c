package dev.millrace.orchestrator.probe;

import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.StoredObject;
import dev.millrace.kit.store.StoredPage;
import dev.millrace.orchestrator.run.DatabaseTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Objects below a prefix. A look lists at most ten pages; the next one goes on there. */
@Component
class Prefixes implements Search<Probe.ObjectsBelow> {

    private static final int PAGES = 10;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ObjectStore store;
    private final DatabaseTime time;
    private final JsonMapper json;

    Prefixes(ObjectStore store, DatabaseTime time, JsonMapper json) {
        this.store = store;
        this.time = time;
        this.json = json;
    }

    @Override
    public String now(Probe.ObjectsBelow probe) {
        var now = time.now();
        var there = new ArrayList<StoredObject>();
        var page = page(probe, null);
        there.addAll(page.objects());
        for (int i = 1; i < PAGES && page.next() != null; i++) {
            page = page(probe, page.next());
            there.addAll(page.objects());
        }
        return json.writeValueAsString(PrefixCursor.from(now, there));
    }

    @Override
    public Look look(Probe.ObjectsBelow probe, @Nullable String cursor) {
        var at =
                cursor == null
                        ? PrefixCursor.BEGINNING
                        : json.readValue(cursor, PrefixCursor.class);
        var now = time.now();
        var found = new ArrayList<Finding>();
        for (int i = 0; i < PAGES; i++) {
            var page = page(probe, at.after());
            page.objects().stream()
                    .filter(at::isNew)
                    .map(object -> FoundObject.finding(bucket(probe), object))
                    .forEach(found::add);
            at = at.after(page.next(), now);
            if (page.next() == null || isLate(now)) {
                break;
            }
        }
        return new Look(found, json.writeValueAsString(at), at.after() != null);
    }

    /** Listings that are slow go on at the next look. */
    private boolean isLate(Instant since) {
        return time.now().isAfter(since.plus(LONGEST));
    }

    private StoredPage page(Probe.ObjectsBelow probe, @Nullable String after) {
        return store.page(bucket(probe), probe.prefix(), after);
    }

    private String bucket(Probe.ObjectsBelow probe) {
        return Objects.requireNonNullElse(probe.bucket(), store.bucket());
    }
}
