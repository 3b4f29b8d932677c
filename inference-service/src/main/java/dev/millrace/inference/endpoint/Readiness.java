package dev.millrace.inference.endpoint;

import dev.millrace.contracts.inference.Endpoint;
import org.springframework.stereotype.Component;

/** Compares what the table says with what this instance has loaded. */
@Component
class Readiness {

    private final ServedEndpoints served;
    private final LoadProblems problems;

    Readiness(ServedEndpoints served, LoadProblems problems) {
        this.served = served;
        this.problems = problems;
    }

    Endpoint describe(EndpointRow row) {
        boolean ready = served.hasReached(row.name(), row.revision());
        return new Endpoint(
                row.name(),
                row.version().reference(),
                ready,
                ready ? null : problem(row),
                row.threshold(),
                row.inputs(),
                row.updatedAt(),
                row.updatedBy());
    }

    /** Why an endpoint is not ready. */
    String problem(EndpointRow row) {
        return problems.of(row.name(), row.revision())
                .orElse("This instance is still loading %s.".formatted(row.version().reference()));
    }
}
