package dev.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transform.Operation.Standard;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransformJsonTest {

    private final FittedTransform fitted =
            Table.ofColumn(ColumnType.DOUBLE, 1.0, 3.0)
                    .fit(FeatureSpec.columns(List.of("x"), new Standard(null)));

    @Test
    void showsEveryLearnedConstant() {
        assertThat(fitted.toJson())
                .isEqualTo(
                        """
                        {"format":1,"inputs":[{"name":"x","type":"DOUBLE"}],\
                        "features":[{"name":"x","column":"x","operations":[\
                        {"type":"standard","mean":2.0,"deviation":1.0,"nulls":"error"}]}],\
                        "target":{"spec":{"column":"y","kind":"regression","scale":"standard"},\
                        "type":"DOUBLE","labels":[],"offset":0.5,"divisor":0.5}}\
                        """);
        assertThat(fitted.hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void refusesAnotherFormatAndWhatIsNoTransform() {
        assertThatThrownBy(() ->
                        FittedTransform.fromJson(
                                fitted.toJson().replace("\"format\":1", "\"format\":2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("reads format 1");
        for (var text : List.of("", "[]", "{", "{\"format\":1}", fitted.toJson() + "x")) {
            assertThatThrownBy(() -> FittedTransform.fromJson(text))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() ->
                        FittedTransform.fromJson(fitted.toJson().replace("\"mean\"", "\"men\"")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
