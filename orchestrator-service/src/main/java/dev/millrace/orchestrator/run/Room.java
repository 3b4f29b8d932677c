package dev.millrace.orchestrator.run;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * How many more runs this instance may hold in memory. What a run that is held starts itself is not
 * turned away: it could never end.
 */
@Component
class Room {

    private final RunLoop loop;
    private final RunSettings settings;
    private final Counter refused;

    Room(RunLoop loop, RunSettings settings, MeterRegistry registry) {
        this.loop = loop;
        this.settings = settings;
        this.refused = registry.counter("millrace.runs.refused");
    }

    int left() {
        return Math.max(0, settings.held() - loop.held());
    }

    void orRefused() {
        if (left() == 0) {
            refused.increment();
            throw new PlatformException(
                    FailureCode.TOO_MANY_REQUESTS,
                    "%d runs go on here already, which is the limit (millrace.runs.held); try again later"
                            .formatted(settings.held()));
        }
    }
}
