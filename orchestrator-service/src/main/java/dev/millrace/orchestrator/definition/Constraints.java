package dev.millrace.orchestrator.definition;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The constraints on a record's component, in the words of JSON Schema. */
final class Constraints {

    private final Class<?> type;
    private final Map<String, Object> words = new LinkedHashMap<>();

    private Constraints(Class<?> type) {
        this.type = type;
    }

    static Map<String, Object> of(Class<?> record, String component) {
        try {
            Field field = record.getDeclaredField(component);
            var constraints = new Constraints(field.getType());
            for (var annotation : field.getAnnotations()) {
                constraints.add(annotation);
            }
            return constraints.words;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(record + " has no field " + component, e);
        }
    }

    private void add(Annotation annotation) {
        switch (annotation) {
            case Min min -> words.put("minimum", min.value());
            case Max max -> words.put("maximum", max.value());
            case DecimalMin min ->
                    words.put(
                            min.inclusive() ? "minimum" : "exclusiveMinimum",
                            new BigDecimal(min.value()));
            case DecimalMax max ->
                    words.put(
                            max.inclusive() ? "maximum" : "exclusiveMaximum",
                            new BigDecimal(max.value()));
            case Positive _ -> words.put("exclusiveMinimum", 0);
            case PositiveOrZero _ -> words.put("minimum", 0);
            case Pattern pattern -> words.put("pattern", "^(?:%s)$".formatted(pattern.regexp()));
            case NotBlank _ -> words.put("pattern", "\\S");
            case NotEmpty _ -> words.put(size("min"), 1);
            case Size size -> size(size);
            default -> {} // says nothing about the value, such as @Valid
        }
    }

    private void size(Size size) {
        if (size.min() > 0) {
            words.put(size("min"), size.min());
        }
        if (size.max() < Integer.MAX_VALUE) {
            words.put(size("max"), size.max());
        }
    }

    private String size(String end) {
        if (Collection.class.isAssignableFrom(type)) {
            return end + "Items";
        }
        return end + (Map.class.isAssignableFrom(type) ? "Properties" : "Length");
    }
}
