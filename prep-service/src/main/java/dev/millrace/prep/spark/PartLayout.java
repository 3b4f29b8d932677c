package dev.millrace.prep.spark;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Which partition becomes which file: first those of the training part, then validation, then test.
 * Decided by row counts alone, so that cores and machines change neither the files nor the order in
 * which statistics are merged.
 *
 * @param rows by part
 * @param files by part
 */
record PartLayout(long[] rows, int[] files) {

    static PartLayout of(long[] rows, int rowsPerFile) {
        int[] files = new int[rows.length];
        for (int part = 0; part < rows.length; part++) {
            files[part] = (int) Math.max(1, Math.ceilDiv(rows[part], rowsPerFile));
        }
        return new PartLayout(rows, files);
    }

    /** What {@link #text()} says; knows no rows. */
    static PartLayout parse(String text) {
        return new PartLayout(
                new long[0], Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray());
    }

    String text() {
        return Arrays.stream(files).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    long rows(Part part) {
        return rows[part.ordinal()];
    }

    int files(Part part) {
        return files[part.ordinal()];
    }

    int partitions() {
        return Arrays.stream(files).sum();
    }

    int firstPartition(Part part) {
        return Arrays.stream(files, 0, part.ordinal()).sum();
    }

    /** Path of a partition's file below the location. */
    String file(int partition) {
        int number = partition;
        for (Part part : Part.values()) {
            if (number < files(part)) {
                return "%spart-%05d.parquet".formatted(part.folder(), number);
            }
            number -= files(part);
        }
        throw new IllegalArgumentException("no file for partition " + partition + " of " + text());
    }
}
