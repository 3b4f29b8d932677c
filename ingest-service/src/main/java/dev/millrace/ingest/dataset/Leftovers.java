package dev.millrace.ingest.dataset;

import dev.millrace.kit.store.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** Objects that no row refers to any more. Whether they go now or later changes nobody's answer. */
@Component
public class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final ObjectStore store;

    Leftovers(ObjectStore store) {
        this.store = store;
    }

    public void remove(String prefix) {
        try {
            store.deletePrefix(prefix);
        } catch (SdkException away) {
            log.warn("Objects below {} remain until the next gc: {}", prefix, away.toString());
        }
    }
}
