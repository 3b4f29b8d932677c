package dev.millrace.training.search;

/** The lower triangle L of a symmetric matrix L L', and what it solves. */
final class Cholesky {

    private static final double LEAST = 1e-10;

    private Cholesky() {}

    /** Of the lower triangle of a positive definite matrix, which it overwrites. */
    static double[][] factor(double[][] matrix) {
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = matrix[row][column];
                for (int index = 0; index < column; index++) {
                    sum -= matrix[row][index] * matrix[column][index];
                }
                matrix[row][column] =
                        row == column
                                ? Math.sqrt(Math.max(sum, LEAST))
                                : sum / matrix[column][column];
            }
        }
        return matrix;
    }

    /** Solves L x = b. */
    static double[] forward(double[][] factor, double[] right) {
        var solution = right.clone();
        for (int row = 0; row < solution.length; row++) {
            for (int index = 0; index < row; index++) {
                solution[row] -= factor[row][index] * solution[index];
            }
            solution[row] /= factor[row][row];
        }
        return solution;
    }

    /** Solves L' x = b. */
    static double[] backward(double[][] factor, double[] right) {
        var solution = right.clone();
        for (int row = solution.length - 1; row >= 0; row--) {
            for (int index = row + 1; index < solution.length; index++) {
                solution[row] -= factor[index][row] * solution[index];
            }
            solution[row] /= factor[row][row];
        }
        return solution;
    }
}
