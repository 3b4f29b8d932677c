package dev.millrace.contracts.orchestrator;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A secret that steps may refer to. Its value is answered by no operation.
 *
 * @param name as steps refer to it: <code>${secrets.NAME}</code>
 * @param source where its value comes from
 */
@Schema(
        example =
                """
                {"name": "warehouse-password", "source": "FILE"}\
                """)
public record Secret(String name, Source source) {

    /** Where a value comes from. */
    public enum Source {
        /** A file in the directory of secrets. */
        FILE,
        /** An environment variable. */
        ENVIRONMENT
    }
}
