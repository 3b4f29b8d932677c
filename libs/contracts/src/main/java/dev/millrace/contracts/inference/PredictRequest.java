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
 * @param rows JSON objects by column name; at most 10,000
 */
@Schema(
        example =
                """
                {"rows": [{"Pregnancies": 6, "Glucose": 148, "BloodPressure": 72, "SkinThickness": 35, "Insulin": 0,
                  "BMI": 33.6, "DiabetesPedigreeFunction": 0.627, "Age": 50}]}\
                """)
public record PredictRequest(
        @NotEmpty @Size(max = 10_000) List<Map<String, @Nullable Object>> rows) {}
