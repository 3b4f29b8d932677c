package dev.millrace.cli.sample;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Invented digits: a printed glyph, moved, scaled, slanted and blurred at random, seen by 8 x 8
 * cells of 0 (paper) to 16 (ink). No header, 64 pixels row by row, then the digit.
 */
final class DigitSample {

    private static final long SEED = 20_261_120;
    private static final int SIZE = 8;
    private static final int INK = 16;

    /** Points of a cell's side at which the glyph is looked up. */
    private static final int POINTS = 4;

    /** Five columns and seven rows each. */
    private static final String[] GLYPHS = {
        ".###.#...##...##...##...##...#.###.",
        "..#...##....#....#....#....#...###.",
        ".###.#...#....#...#...#...#...#####",
        "####.....#....#.###.....#....#####.",
        "...#...##..#.#.#..#.#####...#....#.",
        "######....####.....#....##...#.###.",
        "..##..#...#....####.#...##...#.###.",
        "#####....#...#...#...#....#....#...",
        ".###.#...##...#.###.#...##...#.###.",
        ".###.#...##...#.####....#...#..##..",
    };

    private final int rows;
    private final RandomGenerator random = new SplittableRandom(SEED);

    DigitSample(int rows) {
        this.rows = rows;
    }

    String csv() {
        var csv = new StringBuilder();
        for (var row = 0; row < rows; row++) {
            var digit = random.nextInt(GLYPHS.length);
            var hand = new Hand(random);
            for (var cell = 0; cell < SIZE * SIZE; cell++) {
                csv.append(ink(digit, hand, cell)).append(',');
            }
            csv.append(digit).append('\n');
        }
        return csv.toString();
    }

    private long ink(int digit, Hand hand, int cell) {
        var covered = 0;
        for (var point = 0; point < POINTS * POINTS; point++) {
            var x = cell % SIZE + (point % POINTS + 0.5) / POINTS;
            var y = cell / SIZE + (point / POINTS + 0.5) / POINTS;
            covered += hand.inks(GLYPHS[digit], x, y) ? 1 : 0;
        }
        var ink = INK * covered / (double) (POINTS * POINTS) + random.nextGaussian(0, 1.2);
        return Math.round(Math.max(0, Math.min(INK, ink)));
    }

    /** How one digit is written: where, how large, how slanted. */
    private record Hand(double left, double top, double width, double height, double slant) {

        Hand(RandomGenerator random) {
            this(
                    random.nextDouble(0.8, 2.2),
                    random.nextDouble(-0.1, 0.6),
                    random.nextDouble(4.2, 5.6),
                    random.nextDouble(7.2, 8.0),
                    random.nextGaussian(0, 0.12));
        }

        boolean inks(String glyph, double x, double y) {
            var row = (int) Math.floor((y - top) / height * 7);
            var column = (int) Math.floor((x - left + slant * (y - SIZE / 2.0)) / width * 5);
            return row >= 0
                    && row < 7
                    && column >= 0
                    && column < 5
                    && glyph.charAt(5 * row + column) == '#';
        }
    }
}
