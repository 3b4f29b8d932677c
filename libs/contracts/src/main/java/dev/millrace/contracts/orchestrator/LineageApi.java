package dev.millrace.contracts.orchestrator;

import dev.millrace.contracts.orchestrator.Lineage.Direction;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** What was made from what. */
@Tag(name = "Lineage", description = "What was made from what, by which run")
@HttpExchange("/v1/lineage")
public interface LineageApi {

    @Operation(
            summary = "Follow an artifact",
            description =
                    """
                    From an artifact to what it was made from (`direction=up`) or to what was made from it (`down`), at most
                    `depth` steps far (100 at most). Kinds are `source`, `dataset`, `profile`, `prepared`, `model`,
                    `cross-validation`, `study`, `automl` and `endpoint`. 404 for an artifact that no step has read or made.\
                    """)
    @GetExchange
    Lineage lineage(
            @RequestParam("artifact") String artifact,
            @RequestParam(name = "direction", defaultValue = "UP") Direction direction,
            @RequestParam(name = "depth", defaultValue = "20") int depth);
}
