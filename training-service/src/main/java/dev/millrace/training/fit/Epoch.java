package dev.millrace.training.fit;

/**
 * What happened in one pass over the training part.
 *
 * @param number counted from 1
 * @param loss mean over the rows of the loss before each update, penalties included
 * @param validationLoss mean over the rows of the validation part, without dropout and penalties
 * @param monitored the value of the validation part that decides which epoch is best
 * @param learningRate of all its steps
 * @param seconds both passes together
 * @param waited seconds of them in which the network waited for rows
 */
public record Epoch(
        int number,
        double loss,
        double validationLoss,
        double monitored,
        double learningRate,
        double seconds,
        double waited) {}
