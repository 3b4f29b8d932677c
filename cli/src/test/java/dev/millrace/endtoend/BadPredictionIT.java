package dev.millrace.endtoend;

import static dev.millrace.endtoend.Documents.text;
import static dev.millrace.endtoend.Documents.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row that is not what the model knows is refused, and each wrong field is named. */
@OnThePlatform
class BadPredictionIT {

    private static final String PREDICTIONS = "/v1/endpoints/diabetes/predictions";
    private static final String ROW =
            """
            {"rows": [{"Pregnancies": 6, "Glucose": 148, "BloodPressure": 72, "SkinThickness": 35,
              "Insulin": 0, "BMI": 33.6, "DiabetesPedigreeFunction": 0.627, "Age": 50}]}\
            """;

    private final LivePlatform platform;

    BadPredictionIT(LivePlatform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void requireEndpoint() throws IOException, InterruptedException {
        platform.requireDiabetesEndpoint();
    }

    @Test
    void aRightRowIsAnswered() {
        assertThat(platform.inference().postJson(PREDICTIONS, ROW).ok().path("predictions").size())
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    missing field  | "Glucose": 148, |                               | rows[0].Glucose
                    extra field    | "Glucose": 148, | "Glucose": 148, "Shoe": 43,   | rows[0].Shoe
                    mistyped field | "Glucose": 148, | "Glucose": "high",            | rows[0].Glucose
                    """)
    void aWrongFieldIsNamed(String what, String before, String after, String field) {
        var row = ROW.replace(before, after == null ? "" : after);

        var answer = platform.inference().postJson(PREDICTIONS, row);

        answer.require(400);
        assertThat(answer.code()).as(what).isEqualTo("INVALID_REQUEST");
        assertThat(texts(answer.body().path("mistakes"), "field")).contains(field);
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        var body = "{\"rows\": [\"%s\"]}".formatted("x".repeat(9 << 20));

        var answer = platform.inference().postJson(PREDICTIONS, body);

        answer.require(413);
        assertThat(answer.code()).isEqualTo("BODY_TOO_LARGE");
        assertThat(text(answer.body(), "detail"))
                .contains("larger than the %d bytes".formatted(8 << 20));
    }
}
