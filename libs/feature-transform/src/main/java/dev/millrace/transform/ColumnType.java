package dev.millrace.transform;

/** The types that a raw column may have, with the Java class of their values in a row. */
public enum ColumnType {
    BOOLEAN(Boolean.class),
    LONG(Long.class),
    DOUBLE(Double.class),
    DATE(java.time.LocalDate.class),
    /** An instant; written and read in UTC. */
    TIMESTAMP(java.time.Instant.class),
    STRING(String.class),
    /**
     * An image, a sequence, an embedding: numbers in a fixed order. NaN stands for an element that
     * is null. No source has such columns; a recipe's SQL makes them.
     */
    DOUBLE_ARRAY(double[].class);

    private final Class<?> valueClass;

    ColumnType(Class<?> valueClass) {
        this.valueClass = valueClass;
    }

    public Class<?> valueClass() {
        return valueClass;
    }

    public boolean isNumeric() {
        return this == LONG || this == DOUBLE;
    }
}
