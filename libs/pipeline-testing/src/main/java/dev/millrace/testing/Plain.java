package dev.millrace.testing;

import dev.millrace.kit.web.StrictJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Values as they are once they have been through JSON, as all are that services give and get. */
final class Plain {

    private static final JsonMapper JSON = StrictJson.of(JsonMapper.builder()).build();

    private Plain() {}

    static @Nullable Object value(@Nullable Object value) {
        return JSON.readValue(JSON.writeValueAsString(value), Object.class);
    }

    static Map<String, @Nullable Object> of(Map<String, ?> values) {
        return JSON.readValue(JSON.writeValueAsString(values), new TypeReference<>() {});
    }
}
