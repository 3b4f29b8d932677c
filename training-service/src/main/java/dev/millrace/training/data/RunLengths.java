package dev.millrace.training.data;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Parquet's hybrid of run lengths and packed bits, as its format says (Encodings, RLE = 3). Decodes
 * all numbers of a page at once, which is many times faster than one call for each.
 */
final class RunLengths {

    private static final int IN_A_GROUP = 8;

    private final byte[] bytes;
    private int position;

    /**
     * @param runs in an array
     */
    RunLengths(ByteBuffer runs) {
        bytes = runs.array();
        position = runs.arrayOffset() + runs.position();
    }

    /** Whether all are the same in a single run. */
    boolean isOnly(int width, int value, int count) {
        int header = header();
        return (header & 1) == 0 && header >>> 1 >= count && repeated(width) == value;
    }

    /**
     * Where the zeros are among numbers of a single bit.
     *
     * @return how many there are
     */
    int zeros(int[] target, int count) {
        int found = 0;
        int at = 0;
        while (at < count) {
            int header = header();
            int length = header >>> 1;
            if ((header & 1) == 0) {
                int end = Math.min(count, at + length);
                for (int zero = repeated(1) == 0 ? at : end; zero < end; zero++) {
                    target[found++] = zero;
                }
                at = end;
            } else {
                for (int group = 0; group < length; group++, at += IN_A_GROUP) {
                    found = zerosOfGroup(target, found, at, count);
                }
            }
        }
        return found;
    }

    private int zerosOfGroup(int[] target, int before, int at, int count) {
        int found = before;
        for (int zeros = ~bytes[position++] & 0xff; zeros != 0; zeros &= zeros - 1) {
            int zero = at + Integer.numberOfTrailingZeros(zeros);
            if (zero < count) {
                target[found++] = zero;
            }
        }
        return found;
    }

    /**
     * @param width of a number, in bits
     */
    void read(int width, int[] target, int count) {
        int filled = 0;
        while (filled < count) {
            int header = header();
            int length = header >>> 1;
            if ((header & 1) == 0) {
                int end = Math.min(count, filled + length);
                Arrays.fill(target, filled, end, repeated(width));
                filled = end;
            } else {
                int end = Math.min(count, filled + length * IN_A_GROUP);
                unpack(width, target, filled, end);
                position += length * width;
                filled = end;
            }
        }
    }

    private int header() {
        int header = 0;
        int shift = 0;
        int next;
        do {
            next = bytes[position++];
            header |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return header;
    }

    private int repeated(int width) {
        int value = 0;
        for (int shift = 0; shift < width; shift += Byte.SIZE) {
            value |= (bytes[position++] & 0xff) << shift;
        }
        return value;
    }

    private void unpack(int width, int[] target, int from, int end) {
        long mask = (1L << width) - 1;
        long held = 0;
        int bits = 0;
        int next = position;
        for (int index = from; index < end; index++) {
            for (; bits < width; bits += Byte.SIZE) {
                held |= (bytes[next++] & 0xffL) << bits;
            }
            target[index] = (int) (held & mask);
            held >>>= width;
            bits -= width;
        }
    }
}
