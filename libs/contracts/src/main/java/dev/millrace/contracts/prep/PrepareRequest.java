package dev.millrace.contracts.prep;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.Map;

/**
 * Prepares training data.
 *
 * @param inputs dataset versions ({@code name@number}, {@code name@latest}) by the name that SQL
 *     uses for them
 */
@Schema(
        example =
                """
                {
                  "inputs": {"patients": "diabetes@latest"},
                  "recipe": {
                    "sql": "select * from patients where BMI > 0",
                    "clean": [{"type": "drop-duplicates"}],
                    "split": {"type": "stratified", "validation": 0.16, "test": 0.2, "seed": 42},
                    "target": {"column": "Outcome", "kind": "binary"},
                    "features": [
                      {
                        "columns": ["Glucose", "BMI", "Age"],
                        "operations": [{"type": "impute", "strategy": "median"}, {"type": "standard"}]
                      }
                    ]
                  }
                }\
                """)
public record PrepareRequest(@NotEmpty Map<String, String> inputs, @NotNull @Valid Recipe recipe) {}
