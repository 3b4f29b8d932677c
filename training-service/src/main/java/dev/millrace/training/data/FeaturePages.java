package dev.millrace.training.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;

/**
 * A column of lists of floats, page by page. Parquet's own reader makes several calls for each
 * value, which costs more than training on it; here a page is decoded at once, and its rows stay
 * where they are.
 */
final class FeaturePages {

    private final PageReader pages;
    private final int present;
    private final float[] dictionary;
    private float[] values = {};
    private int[] starts = {0};
    private int rows;
    private int row;

    FeaturePages(PageReadStore group, ColumnDescriptor column) throws IOException {
        if (column.getMaxRepetitionLevel() != 1) {
            throw new IOException(column + " is no list of numbers");
        }
        pages = group.getPageReader(column);
        present = column.getMaxDefinitionLevel();
        dictionary = dictionary();
    }

    /** Goes on to the next row. */
    boolean next() throws IOException {
        row++;
        return row < rows || load();
    }

    /** Holds the row. A feature that is missing is not a number, and so is one for no list. */
    float[] values() {
        return values;
    }

    int from() {
        return starts[row];
    }

    int width() {
        return starts[row + 1] - starts[row];
    }

    private boolean load() throws IOException {
        row = 0;
        do {
            switch (pages.readPage()) {
                case null -> {
                    rows = 0;
                    return false;
                }
                case DataPageV1 page -> load(page);
                case DataPageV2 page -> load(page);
                case DataPage other -> throw new IOException("There is no reading " + other);
            }
        } while (rows == 0);
        return true;
    }

    /** In this version each kind of levels stands behind its length. */
    private void load(DataPageV1 page) throws IOException {
        var bytes = little(page.getBytes());
        var repetitions = behindLength(bytes);
        var definitions = behindLength(bytes);
        load(page, repetitions, definitions, page.getValueEncoding(), bytes);
    }

    private static ByteBuffer behindLength(ByteBuffer bytes) {
        int length = bytes.getInt();
        var levels = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return levels;
    }

    private void load(DataPageV2 page) throws IOException {
        load(
                page,
                little(page.getRepetitionLevels()),
                little(page.getDefinitionLevels()),
                page.getDataEncoding(),
                little(page.getData()));
    }

    private void load(
            DataPage page,
            ByteBuffer repetitions,
            ByteBuffer definitions,
            Encoding encoding,
            ByteBuffer data)
            throws IOException {
        int count = page.getValueCount();
        if (values.length < count) {
            values = new float[count];
            starts = new int[count + 1];
        }
        rows = new RunLengths(repetitions).zeros(starts, count);
        if (rows == 0 || starts[0] != 0) {
            throw new IOException("A page of features begins within a row");
        }
        starts[rows] = count;
        if (new RunLengths(definitions).isOnly(bits(present), present, count)) {
            values(encoding, data, count);
        } else {
            spread(encoding, data, definitions, count);
        }
    }

    /** What is missing is not among the values of the page. */
    private void spread(Encoding encoding, ByteBuffer data, ByteBuffer definitions, int count)
            throws IOException {
        var levels = new int[count];
        new RunLengths(definitions).read(bits(present), levels, count);
        int left = 0;
        for (int level : levels) {
            left += level == present ? 1 : 0;
        }
        values(encoding, data, left);
        for (int index = count - 1; index >= 0; index--) {
            values[index] = levels[index] == present ? values[--left] : Float.NaN;
        }
    }

    private void values(Encoding encoding, ByteBuffer data, int many) throws IOException {
        switch (encoding) {
            case PLAIN -> data.asFloatBuffer().get(values, 0, many);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                if (many > 0) {
                    var indices = new int[many];
                    int width = data.get();
                    new RunLengths(data.slice()).read(width, indices, many);
                    for (int index = 0; index < many; index++) {
                        values[index] = dictionary[indices[index]];
                    }
                }
            }
            default ->
                    throw new IOException(
                            "Features encoded as %s are not read here".formatted(encoding));
        }
    }

    private float[] dictionary() throws IOException {
        var page = pages.readDictionaryPage();
        var words = new float[page == null ? 0 : page.getDictionarySize()];
        if (page != null) {
            little(page.getBytes()).asFloatBuffer().get(words);
        }
        return words;
    }

    private static ByteBuffer little(BytesInput bytes) throws IOException {
        return bytes.toByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int bits(int most) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(most);
    }
}
