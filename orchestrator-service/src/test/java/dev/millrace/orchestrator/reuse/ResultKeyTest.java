package dev.millrace.orchestrator.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestrator.definition.StepType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ResultKeyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TRAIN =
            "{\"model\": \"m\", \"preparedData\": \"3\", \"optimizer\": {\"type\": \"adam\", \"rate\": 0.1}}";

    @Test
    void isIndependentOfTheOrderOfFieldsAndDiffersForAnyChangedValue() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var body = mapping(random, 3);
            var key = key(body);

            assertThat(key(shuffled(body, random))).as("seed %d", seed).isEqualTo(key);
            assertThat(key(changed(body, random))).as("seed %d", seed).isNotEqualTo(key);
        }
    }

    @Test
    void differsForAnotherTypeInputOrCode() {
        var key = key(StepType.TRAIN, TRAIN, List.of(Map.of("hash", "h1", "rows", 3)), "v1");

        assertThat(key)
                .isNotNull()
                .isNotEqualTo(key(StepType.AUTOML, TRAIN, List.of(Map.of("hash", "h1")), "v1"))
                .isNotEqualTo(key(StepType.TRAIN, TRAIN, List.of(Map.of("hash", "h2")), "v1"))
                .isNotEqualTo(
                        key(StepType.TRAIN, TRAIN, List.of(Map.of("weightsHash", "h1")), "v1"))
                .isNotEqualTo(key(StepType.TRAIN, TRAIN, List.of(), "v1"))
                .isNotEqualTo(key(StepType.TRAIN, TRAIN, List.of(Map.of("hash", "h1")), "v2"));
        assertThat(key(StepType.TRAIN, TRAIN, List.of(Map.of("hash", "h1", "rows", 4)), "v1"))
                .as("what an input is, not what else was told of it")
                .isEqualTo(key);
    }

    @Test
    void thereIsNoneForWhatNamesSomethingThatMoves() {
        assertThat(key("{\"dataset\": \"d@latest\"}")).isNull();
        assertThat(key("{\"fineTune\": {\"from\": \"m@champion\"}}")).isNull();
        assertThat(key("{\"training\": {\"fineTune\": {\"from\": \"m@3rd\"}}}")).isNull();
        assertThat(key("{\"inputs\": {\"a\": \"d@3\", \"b\": \"e@latest\"}}")).isNull();

        assertThat(key("{\"inputs\": {\"a\": \"d@3\", \"b\": \"e@12\"}}")).isNotNull();
        assertThat(key("{\"sql\": \"select 'a@latest' from d\"}")).isNotNull();
    }

    @Test
    void thereIsNoneForATrainingThatMovesAnAlias() {
        assertThat(key("{\"model\": \"m\", \"alias\": \"champion\"}")).isNull();
        assertThat(key("{\"base\": {\"model\": \"m\", \"alias\": \"champion\"}}")).isNull();

        assertThat(key("{\"model\": \"m\", \"alias\": null}")).isNotNull();
        assertThat(key("{\"inputs\": {\"alias\": \"d@3\"}}")).isNotNull();
    }

    private static String key(Object body) {
        return key(JSON.writeValueAsString(body));
    }

    private static String key(String body) {
        return key(StepType.TRAIN, body, List.of(), "v1");
    }

    private static String key(
            StepType type, String body, List<Map<String, Object>> inputs, String code) {
        return ResultKey.of(new Asked(type, body, inputs), code);
    }

    private static Map<String, Object> mapping(Random random, int deep) {
        var fields = new LinkedHashMap<String, Object>();
        int size = 1 + random.nextInt(4);
        for (int i = 0; i < size; i++) {
            fields.put("f" + random.nextInt(9), value(random, deep));
        }
        return fields;
    }

    private static Object value(Random random, int deep) {
        return switch (random.nextInt(deep == 0 ? 4 : 6)) {
            case 0 -> random.nextInt(5);
            case 1 -> random.nextDouble();
            case 2 -> random.nextBoolean();
            case 3 -> "t" + random.nextInt(5);
            case 4 -> mapping(random, deep - 1);
            default -> {
                var items = new ArrayList<Object>();
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    items.add(value(random, deep - 1));
                }
                yield items;
            }
        };
    }

    private static Object shuffled(Object value, Random random) {
        return switch (value) {
            case Map<?, ?> fields -> {
                var names = new ArrayList<Object>(fields.keySet());
                Collections.shuffle(names, random);
                var other = new LinkedHashMap<Object, Object>();
                names.forEach(name -> other.put(name, shuffled(fields.get(name), random)));
                yield other;
            }
            case List<?> items -> items.stream().map(item -> shuffled(item, random)).toList();
            default -> value;
        };
    }

    /** The same with one leaf replaced. */
    private static Object changed(Object value, Random random) {
        return switch (value) {
            case Map<?, ?> fields -> {
                var names = List.copyOf(fields.keySet());
                var name = names.get(random.nextInt(names.size()));
                var other = new LinkedHashMap<Object, Object>(fields);
                other.put(name, changed(fields.get(name), random));
                yield other;
            }
            case List<?> items -> {
                int at = random.nextInt(items.size());
                var other = new ArrayList<Object>(items);
                other.set(at, changed(items.get(at), random));
                yield other;
            }
            case Integer number -> number + 1;
            case Double number -> Math.nextUp(number);
            case Boolean is -> !is;
            default -> value + "x";
        };
    }
}
