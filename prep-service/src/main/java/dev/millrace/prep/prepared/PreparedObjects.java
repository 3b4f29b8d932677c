package dev.millrace.prep.prepared;

import dev.millrace.kit.store.ObjectStore;
import dev.millrace.kit.store.ReferencedObjects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The folders of the prepared data that is in the catalogue. */
@Component
class PreparedObjects implements ReferencedObjects {

    private final PreparedDataSets catalogue;
    private final ObjectStore store;

    PreparedObjects(PreparedDataSets catalogue, ObjectStore store) {
        this.catalogue = catalogue;
        this.store = store;
    }

    @Override
    public Set<String> prefixes() {
        return catalogue.locations().stream().map(store::keyOf).collect(Collectors.toSet());
    }
}
