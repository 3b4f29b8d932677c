package dev.millrace.training.fold;

/** How one kind of folding divides rows. All answers are in an order that content decides. */
interface Division {

    /** Rows that the fold holds out. */
    int[] heldOut(int fold);

    /** Rows that the fold may learn from. */
    int[] others(int fold);

    /**
     * Which of the rows that a fold may learn from are watched by early stopping instead.
     *
     * @param others as {@link #others} gave them
     */
    boolean[] watched(int[] others, double share);
}
