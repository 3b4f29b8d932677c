package dev.millrace.orchestrator.task;

import dev.millrace.contracts.orchestrator.Secret;
import dev.millrace.contracts.orchestrator.SecretApi;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SecretController implements SecretApi {

    private final Secrets secrets;

    SecretController(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    @GetMapping
    public List<Secret> secrets() {
        return List.copyOf(secrets.all());
    }
}
