package dev.millrace.transform;

import dev.millrace.transform.Operation.Categories;
import dev.millrace.transform.Operation.OneHot;
import dev.millrace.transform.Operation.Ordinal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The distinct values, sorted. */
final class CategoryLearner extends CountLearner {

    private final boolean oneHot;
    private final Categories unknown;
    private final Categories nulls;

    private CategoryLearner(
            String feature, boolean oneHot, int most, Categories unknown, Categories nulls) {
        super(feature, most);
        this.oneHot = oneHot;
        this.unknown = unknown;
        this.nulls = nulls;
    }

    static CategoryLearner of(String feature, OneHot operation) {
        return new CategoryLearner(
                feature,
                true,
                most(operation.maxCategories()),
                policy(operation.unknown()),
                policy(operation.nulls()));
    }

    static CategoryLearner of(String feature, Ordinal operation) {
        return new CategoryLearner(
                feature,
                false,
                most(operation.maxCategories()),
                policy(operation.unknown()),
                policy(operation.nulls()));
    }

    private static int most(@Nullable Integer given) {
        return given == null ? OperationRules.DEFAULT_CATEGORIES : given;
    }

    private static Categories policy(@Nullable Categories given) {
        return given == null ? Categories.ERROR : given;
    }

    @Override
    void addNull() {
        if (nulls == Categories.ERROR) {
            throw Refusals.missingCategory(feature());
        }
    }

    @Override
    FittedOperation finish() {
        var counts = counts("raise maxCategories, or bring values together in an expression");
        if (counts.isEmpty()) {
            throw nothingSeen();
        }
        List<Object> categories = CategoryIndex.sorted(counts.keySet());
        return oneHot
                ? new FittedOperation.OneHot(categories, unknown, nulls)
                : new FittedOperation.Ordinal(categories, unknown, nulls);
    }
}
