package dev.millrace.inference.endpoint;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends an endpoint: its row at once, on each instance soon after. */
@Component
class Removal {

    private final Endpoints endpoints;
    private final ModelReferences references;
    private final EndpointWatch watch;
    private final TransactionTemplate transaction;

    Removal(
            Endpoints endpoints,
            ModelReferences references,
            EndpointWatch watch,
            TransactionTemplate transaction) {
        this.endpoints = endpoints;
        this.references = references;
        this.watch = watch;
        this.transaction = transaction;
    }

    /** Does nothing where there is no such endpoint. */
    void remove(String name) {
        transaction.executeWithoutResult(status ->
                endpoints
                        .lock(name)
                        .ifPresent(row -> {
                            endpoints.delete(name);
                            references.letGo(name, row.version());
                        }));
        watch.lookSoon();
        watch.releaseSoon();
    }
}
