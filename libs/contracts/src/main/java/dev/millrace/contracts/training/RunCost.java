package dev.millrace.contracts.training;

/**
 * What a run took.
 *
 * @param wallSeconds from its start to its end
 * @param deviceSeconds spent in training and validation passes, added up over its devices
 * @param epochs how many were run
 * @param epochsSaved how many were allowed but not needed, thanks to early stopping
 * @param trialsPruned how many trials of a search ended before their last epoch
 */
public record RunCost(
        double wallSeconds, double deviceSeconds, int epochs, int epochsSaved, int trialsPruned) {}
