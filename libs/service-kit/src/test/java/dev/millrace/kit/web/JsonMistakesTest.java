package dev.millrace.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.contracts.failure.Mistake;
import dev.millrace.contracts.inference.PredictRequest;
import dev.millrace.contracts.training.TrainRequest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonMistakesTest {

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void namesTheFieldItsPlaceAndWhatWouldBeRight() {
        Mistake mistake = mistake("{\"model\": \"m\",\n \"epochs\": \"many\"}", TrainRequest.class);

        assertThat(mistake.field()).isEqualTo("epochs");
        assertThat(mistake.line()).isEqualTo(2);
        assertThat(mistake.message()).isEqualTo("\"many\" is not a whole number");
    }

    @Test
    void speaksOfJsonAndNotOfJava() {
        assertThat(mistake("{\"rows\": [7]}", PredictRequest.class).message())
                .isEqualTo("must be an object");
        assertThat(mistake("{\"rows\": 7}", PredictRequest.class).message())
                .isEqualTo("must be a list");
        assertThat(mistake("[]", PredictRequest.class).message()).isEqualTo("must be an object");
    }

    @Test
    void namesAnUnknownTypeAndThoseThatThereAre() {
        var layers = "[{\"type\": \"dense\", \"units\": 4}, {\"type\": \"dens\"}]";

        Mistake mistake =
                mistake("{\"model\": \"m\", \"layers\": " + layers + "}", TrainRequest.class);

        assertThat(mistake.field()).isEqualTo("layers[1]");
        assertThat(mistake.message())
                .startsWith("\"dens\" is not a known type; known here: ")
                .contains("conv1d, conv2d, dense, dropout");
    }

    @Test
    void saysThatATypeIsMissing() {
        assertThat(mistake("{\"layers\": [{\"units\": 4}]}", TrainRequest.class).message())
                .startsWith("needs a type; known here: ");
    }

    private Mistake mistake(String text, Class<?> type) {
        return JsonMistakes.of(catchThrowable(() -> json.readValue(text, type)));
    }
}
