package dev.millrace.training.fit;

/**
 * What happened in one pass over the training part.
 *
 * @param number counted from 1
 * @param loss mean over the rows of the loss before each update, penalties included
 * @param validationLoss mean over the rows of the validation part, without dropout and penalties
 * @param seconds both passes together
 */
public record Epoch(int number, double loss, double validationLoss, double seconds) {}
