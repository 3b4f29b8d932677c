package dev.millrace.training.engine;

import java.util.SplittableRandom;

/** Matrices whose rows (or columns, whichever are fewer) are orthonormal (Saxe et al. 2014). */
final class Orthogonal {

    private Orthogonal() {}

    /**
     * @param numbers row-major
     */
    static void fill(float[] numbers, int columns, SplittableRandom random) {
        int rows = numbers.length / columns;
        boolean byRow = rows <= columns;
        var vectors = orthonormal(Math.min(rows, columns), Math.max(rows, columns), random);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                numbers[row * columns + column] =
                        (float) (byRow ? vectors[row][column] : vectors[column][row]);
            }
        }
    }

    /** Gram and Schmidt, twice over each vector, on normally distributed numbers. */
    private static double[][] orthonormal(int count, int length, SplittableRandom random) {
        var vectors = new double[count][length];
        for (int index = 0; index < count; index++) {
            var vector = vectors[index];
            for (int at = 0; at < length; at++) {
                vector[at] = random.nextGaussian();
            }
            for (int again = 0; again < 2; again++) {
                for (int other = 0; other < index; other++) {
                    subtract(vector, vectors[other], dot(vector, vectors[other]));
                }
            }
            scale(vector, 1 / Math.sqrt(dot(vector, vector)));
        }
        return vectors;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int index = 0; index < one.length; index++) {
            sum += one[index] * other[index];
        }
        return sum;
    }

    private static void subtract(double[] from, double[] vector, double factor) {
        for (int index = 0; index < from.length; index++) {
            from[index] -= factor * vector[index];
        }
    }

    private static void scale(double[] vector, double factor) {
        for (int index = 0; index < vector.length; index++) {
            vector[index] *= factor;
        }
    }
}
