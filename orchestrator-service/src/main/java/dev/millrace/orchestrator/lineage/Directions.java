package dev.millrace.orchestrator.lineage;

import dev.millrace.contracts.orchestrator.Lineage.Direction;
import java.util.Locale;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Takes {@code up} for UP. */
@Component
class Directions implements Converter<String, Direction> {

    @Override
    public Direction convert(String text) {
        return Direction.valueOf(text.strip().toUpperCase(Locale.ROOT));
    }
}
