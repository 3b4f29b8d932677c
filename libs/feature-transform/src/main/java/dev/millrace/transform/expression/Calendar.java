package dev.millrace.transform.expression;

import static dev.millrace.transform.ColumnType.DATE;
import static dev.millrace.transform.ColumnType.LONG;
import static dev.millrace.transform.ColumnType.TIMESTAMP;

import dev.millrace.transform.expression.Evaluator.OfLong;
import dev.millrace.transform.expression.Evaluator.OfObject;
import dev.millrace.transform.expression.Functions.Function;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Parts of dates and timestamps, the latter in UTC. */
final class Calendar {

    private static final int SECONDS_PER_DAY = 86_400;

    private Calendar() {}

    static void describe(Map<String, Function> table) {
        table.put("year", Function.of(1, arguments -> ofDate(arguments, LocalDate::getYear)));
        table.put("month", Function.of(1, a -> ofDate(a, LocalDate::getMonthValue)));
        table.put("day", Function.of(1, a -> ofDate(a, LocalDate::getDayOfMonth)));
        table.put("dayofmonth", Function.of(1, a -> ofDate(a, LocalDate::getDayOfMonth)));
        table.put("dayofweek", Function.of(1, a -> ofDate(a, Calendar::dayFromSunday)));
        table.put("hour", Function.of(1, Calendar::hour));
    }

    static LocalDate dateOf(Instant instant) {
        return LocalDate.ofEpochDay(Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY));
    }

    /** 1 is Sunday. */
    private static int dayFromSunday(LocalDate date) {
        return date.getDayOfWeek().getValue() % 7 + 1;
    }

    private static Typed ofDate(List<Typed> arguments, ToLongFunction<LocalDate> part) {
        if (arguments.getFirst().type() == TIMESTAMP) {
            return of(
                    arguments.getFirst().asObject(TIMESTAMP),
                    instant -> part.applyAsLong(dateOf((Instant) instant)));
        }
        return of(arguments.getFirst().asObject(DATE), date -> part.applyAsLong((LocalDate) date));
    }

    private static Typed hour(List<Typed> arguments) {
        return of(
                arguments.getFirst().asObject(TIMESTAMP),
                value -> Math.floorMod(((Instant) value).getEpochSecond(), SECONDS_PER_DAY) / 3600);
    }

    private static Typed of(OfObject value, ToLongFunction<Object> part) {
        return new Typed(
                LONG,
                (OfLong)
                        frame -> {
                            var moment = value.evaluate(frame);
                            frame.isNull = moment == null;
                            return moment == null ? 0 : part.applyAsLong(moment);
                        });
    }
}
