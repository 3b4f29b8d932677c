package dev.millrace.kit.store;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Housekeeping")
@RestController
class GarbageController {

    private final ObjectStore store;
    private final List<ReferencedObjects> referenced;
    private final String service;
    private final Clock clock;

    GarbageController(
            ObjectStore store, List<ReferencedObjects> referenced, String service, Clock clock) {
        this.store = store;
        this.referenced = referenced;
        this.service = service;
        this.clock = clock;
    }

    /**
     * What a sweep did.
     *
     * @param kept objects that rows refer to, that a running job writes, or that are too young
     */
    record Swept(int deleted, int kept) {}

    @Operation(
            summary = "Sweep objects that nothing refers to",
            description =
                    """
                    Deletes this service's objects that no row and no running job refers to and that are older than
                    `olderThan` (ISO 8601 duration; default one day).\
                    """)
    @PostMapping("/v1/gc")
    Swept sweep(@RequestParam(name = "olderThan", defaultValue = "P1D") Duration olderThan) {
        Instant youngest = clock.instant().minus(olderThan);
        // Objects first, references second: what is published in between is then seen as
        // referenced.
        List<StoredObject> objects = store.list(service + "/");
        Set<String> prefixes = prefixes();
        List<String> garbage =
                objects.stream()
                        .filter(object -> !object.lastModified().isAfter(youngest))
                        .map(StoredObject::key)
                        .filter(key -> directoriesOf(key).noneMatch(prefixes::contains))
                        .toList();
        store.delete(garbage);
        return new Swept(garbage.size(), objects.size() - garbage.size());
    }

    private Set<String> prefixes() {
        Set<String> all = new HashSet<>();
        referenced.forEach(some -> all.addAll(some.prefixes()));
        return all;
    }

    private static Stream<String> directoriesOf(String key) {
        return Stream.iterate(
                        key.lastIndexOf('/'), at -> at > 0, at -> key.lastIndexOf('/', at - 1))
                .map(at -> key.substring(0, at + 1));
    }
}
