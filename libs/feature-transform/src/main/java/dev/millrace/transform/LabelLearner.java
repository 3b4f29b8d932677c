package dev.millrace.transform;

import java.util.List;

/** The labels of a classification. */
final class LabelLearner extends CountLearner {

    private static final int MOST = 1_000;

    LabelLearner(String column) {
        super(column, MOST);
    }

    @Override
    void addNull() {
        throw FittedTarget.missing(feature());
    }

    List<Object> labels() {
        var counts = counts("classes are few; is this a regression?");
        if (counts.isEmpty()) {
            throw nothingSeen();
        }
        return CategoryIndex.sorted(counts.keySet());
    }

    @Override
    FittedOperation finish() {
        throw new IllegalStateException("labels belong to the target, not to a feature");
    }
}
