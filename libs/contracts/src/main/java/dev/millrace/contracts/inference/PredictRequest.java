package dev.millrace.contracts.inference;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Raw rows to predict for.
 *
 * @param rows JSON objects by column name; at most 10,000. A value is as the column's type has it:
 *     a boolean, a number, a text, a date or instant as ISO text, for a DOUBLE_ARRAY an array of
 *     numbers
 */
@Schema(
        example =
                """
                {"rows": [{"Pregnancies": 6, "Glucose": 148, "BloodPressure": 72, "SkinThickness": 35, "Insulin": 0,
                  "BMI": 33.6, "DiabetesPedigreeFunction": 0.627, "Age": 50}]}\
                """)
public record PredictRequest(
        @Schema(
                        description =
                                "Objects by column name. The endpoint's inputs tell the types: DATE and TIMESTAMP are ISO texts, DOUBLE_ARRAY is an array of numbers of the length trained on.")
                @NotEmpty @Size(max = 10_000) List<Map<String, @Nullable Object>> rows) {}
