package dev.millrace.cli.draft;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.contracts.prep.Profile;
import dev.millrace.contracts.prep.Profile.ColumnProfile;
import dev.millrace.transform.TargetSpec.Kind;

/** What kind of question a target column asks, as far as its values tell. */
record Question(ColumnProfile target, Kind kind, String reason) {

    private static final int MOST_NUMBERED_CLASSES = 10;

    static Question of(Profile profile, String target) {
        var column =
                profile.columns().stream()
                        .filter(candidate -> candidate.name().equals(target))
                        .findFirst()
                        .orElseThrow(() -> noSuchColumn(profile, target));
        if (column.distinct() < 2) {
            throw new PlatformException(
                    FailureCode.UNTRAINABLE_DATA,
                    "The target \"%s\" has %d different values; at least 2 are needed"
                            .formatted(target, column.distinct()));
        }
        return of(column);
    }

    private static Question of(ColumnProfile column) {
        if (column.distinct() == 2) {
            return new Question(column, Kind.BINARY, "it has two values");
        }
        return switch (column.type()) {
            case BOOLEAN -> new Question(column, Kind.BINARY, "it is true or false");
            case STRING -> ofTexts(column);
            case LONG ->
                    column.distinct() <= MOST_NUMBERED_CLASSES
                            ? new Question(
                                    column,
                                    Kind.MULTICLASS,
                                    "it has only %d whole values; for a quantity write regression"
                                            .formatted(column.distinct()))
                            : new Question(column, Kind.REGRESSION, "it is a number");
            case DOUBLE -> new Question(column, Kind.REGRESSION, "it is a number");
            case DOUBLE_ARRAY ->
                    throw new PlatformException(
                            FailureCode.UNTRAINABLE_DATA,
                            "The target \"%s\" is an array; predict a number or a class"
                                    .formatted(column.name()));
            case DATE, TIMESTAMP ->
                    throw new PlatformException(
                            FailureCode.UNTRAINABLE_DATA,
                            "The target \"%s\" is a time; predict a number or a class"
                                    .formatted(column.name()));
        };
    }

    private static Question ofTexts(ColumnProfile column) {
        if (column.distinct() > Math.max(Treatment.MOST_CATEGORIES, column.count() / 10)) {
            throw new PlatformException(
                    FailureCode.UNTRAINABLE_DATA,
                    "The target \"%s\" has %d different texts in %d rows; these are no classes"
                            .formatted(column.name(), column.distinct(), column.count()));
        }
        return new Question(
                column, Kind.MULTICLASS, "it has %d values".formatted(column.distinct()));
    }

    private static PlatformException noSuchColumn(Profile profile, String target) {
        return new PlatformException(
                FailureCode.INVALID_REQUEST,
                "There is no column \"%s\"; the columns are %s"
                        .formatted(
                                target,
                                profile.columns().stream().map(ColumnProfile::name).toList()));
    }

    /** The share of the most frequent class: what a model that always says so would reach. */
    double majorityShare() {
        return target.topValues().isEmpty() || target.count() == 0
                ? 0
                : (double) target.topValues().getFirst().count() / target.count();
    }

    boolean isRegression() {
        return kind == Kind.REGRESSION;
    }
}
