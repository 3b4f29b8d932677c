package dev.millrace.ingest.schema;

import dev.millrace.transform.ColumnType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads texts as typed values. A text that does not fit is null; every text fits STRING. */
public final class TextValues {

    private TextValues() {}

    /** The value in {@link ColumnType#valueClass()}; null where the text is none of this type. */
    public static @Nullable Object read(ColumnType type, String text) {
        return switch (type) {
            case BOOLEAN -> readBoolean(text);
            case LONG -> readLong(text);
            case DOUBLE -> readDouble(text);
            case DATE -> readDate(text);
            case TIMESTAMP -> readTimestamp(text);
            case STRING -> text;
            case DOUBLE_ARRAY -> null; // no text is one
        };
    }

    private static @Nullable Boolean readBoolean(String text) {
        return switch (text.length() > 5 ? "" : text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static @Nullable Long readLong(String text) {
        if (NumberShape.of(text) != NumberShape.INTEGER) {
            return null;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }

    /** The nearest double; null where it would be infinite. */
    private static @Nullable Double readDouble(String text) {
        if (NumberShape.of(text) == NumberShape.NONE) {
            return null;
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? value : null;
    }

    /** ISO 8601, such as 2026-11-20. */
    private static @Nullable LocalDate readDate(String text) {
        if (text.length() != 10 || text.charAt(4) != '-') {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    /**
     * ISO 8601 with T or a blank between date and time, cut to microseconds; UTC where no offset is
     * given; a date alone is its midnight.
     */
    private static @Nullable Instant readTimestamp(String text) {
        var date = readDate(text);
        if (date != null) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (text.length() < 16 || (text.charAt(10) != 'T' && text.charAt(10) != ' ')) {
            return null;
        }
        try {
            return instant(text.replace(' ', 'T')).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException notATimestamp) {
            return null;
        }
    }

    private static Instant instant(String text) {
        var best =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(
                        text, OffsetDateTime::from, LocalDateTime::from);
        return best instanceof OffsetDateTime offset
                ? offset.toInstant()
                : LocalDateTime.from(best).toInstant(ZoneOffset.UTC);
    }
}
