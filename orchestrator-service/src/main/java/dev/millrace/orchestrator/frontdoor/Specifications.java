package dev.millrace.orchestrator.frontdoor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** OpenAPI specifications of services, made to name this origin as their server. */
@Component
class Specifications {

    private static final int LARGEST = 8 << 20;

    private final JsonMapper json;

    Specifications(JsonMapper json) {
        this.json = json;
    }

    /** So that "Try it out" calls through the front door. */
    void underOrigin(InputStream specification, String prefix, OutputStream to) throws IOException {
        var tree = json.readTree(specification.readNBytes(LARGEST));
        if (tree instanceof ObjectNode root) {
            root.putArray("servers").addObject().put("url", prefix);
        }
        to.write(json.writeValueAsBytes(tree));
    }
}
