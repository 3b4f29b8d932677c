package dev.millrace.training.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.schema.Type.Repetition;

/**
 * A column of lists of floats, page by page. Parquet's own reader makes several calls for each
 * value, which costs more than training on it; here a page is decoded at once.
 */
final class FeaturePages {

    private final ColumnDescriptor column;
    private final PageReader pages;
    private final int present;
    private final int missing;
    private final float[] dictionary;
    private int[] repetitions = {};
    private int[] definitions = {};
    private int[] indices = {};
    private float[] values = {};
    private boolean isFull;
    private int count;
    private int next;
    private int nextValue;

    FeaturePages(PageReadStore group, ColumnDescriptor column) throws IOException {
        this.column = column;
        pages = group.getPageReader(column);
        present = column.getMaxDefinitionLevel();
        missing = column.getPrimitiveType().isRepetition(Repetition.OPTIONAL) ? present - 1 : -1;
        dictionary = dictionary();
    }

    /**
     * The next row; a missing feature is not a number.
     *
     * @return its width; what is beyond the target's was not kept
     */
    int row(float[] target) throws IOException {
        int width = 0;
        boolean hasBegun = false;
        while (next < count || load()) {
            if (hasBegun && repetitions[next] == 0) {
                return width;
            }
            int end = endOfRow();
            width = isFull ? all(end, target, width) : some(end, target, width);
            next = end;
            hasBegun = true;
            if (end < count) {
                return width;
            }
        }
        return width;
    }

    private int endOfRow() {
        int end = next + 1;
        while (end < count && repetitions[end] > 0) {
            end++;
        }
        return end;
    }

    private int all(int end, float[] target, int width) {
        int more = end - next;
        int kept = Math.min(more, Math.max(0, target.length - width));
        System.arraycopy(values, nextValue, target, Math.min(width, target.length), kept);
        nextValue += more;
        return width + more;
    }

    private int some(int end, float[] target, int before) {
        int width = before;
        for (int index = next; index < end; index++) {
            int level = definitions[index];
            if (level == present || level == missing) {
                float value = level == present ? values[nextValue++] : Float.NaN;
                if (width < target.length) {
                    target[width] = value;
                }
                width++;
            }
        }
        return width;
    }

    private boolean load() throws IOException {
        next = 0;
        nextValue = 0;
        do {
            switch (pages.readPage()) {
                case null -> {
                    count = 0;
                    return false;
                }
                case DataPageV1 page -> load(page);
                case DataPageV2 page -> load(page);
                case DataPage other -> throw new IOException("There is no reading " + other);
            }
        } while (count == 0);
        return true;
    }

    private void load(DataPageV1 page) throws IOException {
        begin(page.getValueCount());
        var bytes = page.getBytes().toByteArray();
        int from = levels(bytes, 0, column.getMaxRepetitionLevel(), repetitions);
        from = levels(bytes, from, present, definitions);
        values(page.getValueEncoding(), bytes, from);
    }

    /** In this version each kind of levels stands behind its length. */
    private int levels(byte[] bytes, int from, int most, int[] target) {
        int start = from + Integer.BYTES;
        new RunLengths(bytes, start).read(bits(most), target, count);
        return start + little(bytes).getInt(from);
    }

    private void load(DataPageV2 page) throws IOException {
        begin(page.getValueCount());
        new RunLengths(page.getRepetitionLevels().toByteArray(), 0)
                .read(bits(column.getMaxRepetitionLevel()), repetitions, count);
        new RunLengths(page.getDefinitionLevels().toByteArray(), 0)
                .read(bits(present), definitions, count);
        values(page.getDataEncoding(), page.getData().toByteArray(), 0);
    }

    private void begin(int many) {
        count = many;
        if (repetitions.length < many) {
            repetitions = new int[many];
            definitions = new int[many];
            indices = new int[many];
            values = new float[many];
        }
    }

    private void values(Encoding encoding, byte[] bytes, int from) throws IOException {
        int many = presentValues();
        isFull = many == count;
        switch (encoding) {
            case PLAIN -> little(bytes).position(from).asFloatBuffer().get(values, 0, many);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                if (many > 0) {
                    new RunLengths(bytes, from + 1).read(bytes[from], indices, many);
                }
                for (int index = 0; index < many; index++) {
                    values[index] = dictionary[indices[index]];
                }
            }
            default ->
                    throw new IOException(
                            "Features encoded as %s are not read here".formatted(encoding));
        }
    }

    private int presentValues() {
        int many = 0;
        for (int index = 0; index < count; index++) {
            many += definitions[index] == present ? 1 : 0;
        }
        return many;
    }

    private float[] dictionary() throws IOException {
        var page = pages.readDictionaryPage();
        var words = new float[page == null ? 0 : page.getDictionarySize()];
        if (page != null) {
            little(page.getBytes().toByteArray()).asFloatBuffer().get(words);
        }
        return words;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int bits(int most) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(most);
    }
}
