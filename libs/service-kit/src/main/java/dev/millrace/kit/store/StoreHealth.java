package dev.millrace.kit.store;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down when the bucket does not answer. */
class StoreHealth extends AbstractHealthIndicator {

    private final ObjectStore store;
    private final StoreSettings settings;

    StoreHealth(ObjectStore store, StoreSettings settings) {
        super("the bucket does not answer");
        this.store = store;
        this.settings = settings;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        if (settings.createBucket()) {
            store.createBucketIfMissing();
        } else {
            store.ping();
        }
        health.up().withDetail("bucket", store.bucket());
    }
}
