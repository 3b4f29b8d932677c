package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

@Tag(name = "Pools", description = "What only so many steps may use at once, such as GPUs")
@HttpExchange("/v1/pools")
public interface PoolApi {

    @Operation(summary = "List pools", description = "By name, with who holds their slots.")
    @GetExchange
    List<Pool> pools();

    @Operation(summary = "Show a pool", description = "With who holds its slots.")
    @GetExchange("/{name}")
    Pool pool(@PathVariable("name") String name);

    @Operation(
            summary = "Make a pool, or change its size",
            description =
                    "Steps that hold a slot keep it: a pool that was made smaller shrinks as they end.")
    @PutExchange("/{name}")
    Pool put(@PathVariable("name") String name, @Valid @RequestBody PoolRequest request);

    @Operation(
            summary = "Delete a pool",
            description =
                    "Refused with 409 while a step holds a slot. Steps that wait for it wait until there is one of that name.")
    @DeleteExchange("/{name}")
    void delete(@PathVariable("name") String name);
}
