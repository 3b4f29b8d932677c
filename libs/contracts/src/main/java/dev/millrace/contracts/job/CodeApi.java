package dev.millrace.contracts.job;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** The same in every service. */
@Tag(name = "Code", description = "What this service is made of")
@HttpExchange("/v1/code")
public interface CodeApi {

    @Operation(
            summary = "Tell the version of the code",
            description =
                    """
                    A hash of everything on the class path and of the Java version, or `millrace.code.version` where that is
                    set. Results are reused only among equal versions.\
                    """)
    @GetExchange
    Code code();
}
