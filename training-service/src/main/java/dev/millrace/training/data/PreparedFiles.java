package dev.millrace.training.data;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.training.fit.RowSource;
import dev.millrace.training.fit.Rows;
import dev.millrace.transform.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/** The parts of prepared data below one prefix of the object store. */
public final class PreparedFiles {

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private final PatientStore store;
    private final String prefix;

    /**
     * @param prefix with a slash at its end
     */
    public PreparedFiles(PatientStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    /** Loads the native library that unpacks pages. */
    public static void warm() throws IOException {
        Snappy.uncompress(Snappy.compress(new byte[1]));
    }

    /** Features and labels of parts, in the order of their files, all in memory. */
    public Rows rows(List<String> parts, RowLayout layout, long count) throws IOException {
        var collected = new CollectedRows(layout.width(), Math.toIntExact(count));
        streamed(parts, layout, count, 0, LocalCopy.none()).read(collected);
        return collected.toRows();
    }

    /**
     * Features and labels of parts, read anew in each pass: in the first one from the object store,
     * then from a copy on the local disk as far as there is room.
     *
     * @param bytes of memory that a pass may take for rows
     */
    public RowSource stream(List<String> parts, RowLayout layout, long count, long bytes)
            throws IOException {
        return streamed(parts, layout, count, bytes, LocalCopy.in(TEMPORARY));
    }

    private StreamedRows streamed(
            List<String> parts, RowLayout layout, long count, long bytes, LocalCopy copy)
            throws IOException {
        var files = new ArrayList<StoredFile>();
        for (var part : parts) {
            files.addAll(files(part, copy));
        }
        var name = prefix + String.join(" and ", parts);
        return new StreamedRows(name, RowGroup.of(files), layout, count, bytes);
    }

    /**
     * Raw rows with their features, one after the other, until one is refused.
     *
     * @param columns which raw columns
     * @param target answers whether it wants the next one
     */
    public void rawRows(String part, List<Column> columns, Predicate<RawRow> target)
            throws IOException {
        var reading = new RawRows(columns, target);
        for (var file : files(part)) {
            if (reading.wantsMore()) {
                ParquetRows.read(file, reading, reading::wantsMore);
            }
        }
    }

    /** Names of the raw columns that hold single values, and so can be read on their own. */
    public List<String> columnNames(String part) throws IOException {
        return ParquetRows.schema(files(part).getFirst()).getFields().stream()
                .filter(field -> field.isPrimitive() && !field.getName().equals(RowShape.LABEL))
                .map(Type::getName)
                .toList();
    }

    /**
     * Raw columns of the first rows of a part.
     *
     * @param names of {@link #columnNames}
     * @return by name a value for each row; dates and instants as ISO texts
     */
    public Map<String, List<@Nullable Object>> columns(String part, List<String> names, int most)
            throws IOException {
        var collected = new NamedColumns(names, most);
        for (var file : files(part)) {
            if (collected.wantsMore()) {
                ParquetRows.read(file, collected, collected::wantsMore);
            }
        }
        return collected.columns();
    }

    /** All raw columns, in the order of the files. */
    public List<Column> schema() throws IOException {
        var first =
                files("train").stream()
                        .findFirst()
                        .orElseThrow(() ->
                                new PlatformException(
                                        FailureCode.UNTRAINABLE_DATA,
                                        "There are no files below %s any more. Prepare the data again."
                                                .formatted(store.plain().uri(prefix))));
        return ParquetRows.schema(first).getFields().stream()
                .flatMap(field -> TypedRows.column(field).stream())
                .toList();
    }

    /**
     * Raw rows of several parts, in the order of the parts and their files.
     *
     * @param columns of {@link #schema}
     */
    public Table table(List<String> parts, List<Column> columns) throws IOException {
        var collected = new TypedRows(columns);
        for (var part : parts) {
            for (var file : files(part)) {
                ParquetRows.read(file, collected, () -> true);
            }
        }
        return collected.table();
    }

    private List<StoredFile> files(String part) {
        return files(part, LocalCopy.none());
    }

    private List<StoredFile> files(String part, LocalCopy copy) {
        var place = prefix + part + "/";
        var files =
                store.list(place).stream()
                        .filter(found -> found.key().endsWith(".parquet"))
                        .map(found -> new StoredFile(store, found.key(), found.size(), copy))
                        .toList();
        if (files.isEmpty()) {
            throw StoredFile.gone(place);
        }
        return files;
    }
}
