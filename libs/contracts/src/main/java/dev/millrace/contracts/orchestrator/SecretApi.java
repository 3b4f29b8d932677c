package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** The secrets that steps may refer to. */
@Tag(name = "Secrets", description = "What steps may refer to, by name")
@HttpExchange("/v1/secrets")
public interface SecretApi {

    @Operation(
            summary = "List secrets",
            description =
                    "By name, of the instance that answers. Values are answered by no operation.")
    @GetExchange
    List<Secret> secrets();
}
