package dev.millrace.ingest.upload;

import dev.millrace.kit.store.ObjectStore;
import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes uploads whose time is over. Every instance does; the second one finds nothing left. */
@Component
class UploadExpiry {

    private final Uploads uploads;
    private final ObjectStore store;
    private final UploadSettings settings;
    private final Clock clock;

    UploadExpiry(Uploads uploads, ObjectStore store, UploadSettings settings, Clock clock) {
        this.uploads = uploads;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
    void removeExpired() {
        var expired = uploads.removeBefore(clock.instant().minus(settings.retention()));
        store.delete(expired.stream().map(Uploads::key).toList());
    }
}
