package dev.millrace.orchestrator.machine;

import dev.millrace.orchestrator.definition.Flow;
import dev.millrace.orchestrator.definition.StepDefinition;
import java.util.List;
import java.util.Objects;

/** The steps that a map makes of its items. */
final class Parts {

    private Parts() {}

    static String name(StepStatus map, int place) {
        return map.name() + "." + place;
    }

    /** What the map does with every item, under the item's own name. */
    static StepDefinition definition(StepStatus map, String name) {
        var each = Objects.requireNonNull(map.definition().each());
        var flow = each.flow();
        return new StepDefinition(
                name,
                each.type(),
                List.of(),
                each.references(),
                new Flow(flow.rule(), flow.when(), flow.catches(), map.definition().flow().last()),
                each.retry(),
                each.timeout(),
                each.limits(),
                each.body(),
                null,
                null);
    }
}
