package dev.millrace.contracts.training;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Approves a version, rejects it, or takes a decision back.
 *
 * @param reason why; kept for ever
 */
@Schema(
        example =
                """
                {"state": "APPROVED", "reason": "Better than champion on every slice; reviewed with the clinic."}\
                """)
public record Decide(@NotNull Approval.State state, @NotBlank @Size(max = 5000) String reason) {}
