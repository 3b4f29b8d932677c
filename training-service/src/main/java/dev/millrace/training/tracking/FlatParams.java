package dev.millrace.training.tracking;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request as params: one for each value in its JSON, called by its path. */
@Component
public class FlatParams {

    private final JsonMapper json;

    FlatParams(JsonMapper json) {
        this.json = json;
    }

    /**
     * Such as {@code layers.0.units}, which a study's space writes {@code layers[0].units}; what is
     * null or empty is left out.
     */
    public Map<String, String> of(Object request) {
        var params = new TreeMap<String, String>();
        collect("", json.valueToTree(request), params);
        return params;
    }

    private static void collect(String path, JsonNode node, Map<String, String> params) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field ->
                            collect(below(path, field.getKey()), field.getValue(), params));
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                collect(below(path, Integer.toString(index)), node.get(index), params);
            }
        } else if (!node.isNull()) {
            params.put(path, node.isString() ? node.stringValue() : node.toString());
        }
    }

    private static String below(String path, String name) {
        var plain = name.replace("[", ".").replace("]", "");
        return path.isEmpty() ? plain : path + "." + plain;
    }
}
