package dev.millrace.orchestrator.run;

import java.util.UUID;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where services say that a job has ended. */
@Component
class Callbacks {

    static final String PATH = "/v1/callbacks/";

    private final RunSettings settings;
    private final Environment environment;

    Callbacks(RunSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    String address(UUID token) {
        var base = settings.callbackUrl();
        if (base == null) { // the port is known once the server listens
            base = "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
        }
        return base + PATH + token;
    }
}
