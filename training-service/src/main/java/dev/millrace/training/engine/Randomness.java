package dev.millrace.training.engine;

import java.util.SplittableRandom;

/**
 * Where all randomness of a training comes from: a pure function of the seed and of a place (a
 * weight, an epoch, a step), so that a training repeats itself, and continues from any place, bit
 * for bit.
 */
public record Randomness(long seed) {

    private static final long WEIGHTS = 1;
    private static final long SHUFFLE = 2;
    private static final long DROPOUT = 3;
    private static final long PERMUTATION = 4;

    public SplittableRandom weights(int index) {
        return new SplittableRandom(at(WEIGHTS, index));
    }

    public SplittableRandom shuffle(int epoch) {
        return new SplittableRandom(at(SHUFFLE, epoch));
    }

    /** Seed of the dropout masks of one step; an engine adds the layer's number. */
    public long dropout(int epoch, int step) {
        return at(DROPOUT, ((long) epoch << 32) | step);
    }

    /** Deals the values of one feature to other rows. */
    public SplittableRandom permutation(int feature, int repeat) {
        return new SplittableRandom(at(PERMUTATION, ((long) feature << 32) | repeat));
    }

    private long at(long purpose, long place) {
        return mix(mix(mix(seed) ^ purpose) ^ place);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014) after one step of its sequence. */
    private static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
