package dev.millrace.training.evaluation;

import dev.millrace.contracts.training.PartEvaluation.Averages;
import dev.millrace.contracts.training.PartEvaluation.ClassScore;
import dev.millrace.contracts.training.PartEvaluation.ClassScores;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Precision, recall and F1 of each class and of all; definitions in {@link ClassScores}. */
final class ClassReport {

    private ClassReport() {}

    static ClassScores of(List<String> labels, Confusion confusion) {
        double accuracy = confusion.accuracy().orElse(0);
        return new ClassScores(
                IntStream.range(0, labels.size())
                        .mapToObj(label -> score(labels.get(label), label, confusion))
                        .toList(),
                averages(confusion, confusion::macro),
                new Averages(accuracy, accuracy, accuracy),
                averages(confusion, confusion::weighted));
    }

    private static ClassScore score(String name, int label, Confusion confusion) {
        return new ClassScore(
                name,
                confusion.actual(label),
                orNull(confusion.precision(label)),
                orNull(confusion.recall(label)),
                orNull(confusion.f1(label)));
    }

    private interface Average {
        OptionalDouble of(IntFunction<OptionalDouble> valueOfAClass);
    }

    private static Averages averages(Confusion confusion, Average average) {
        return new Averages(
                average.of(confusion::precision).orElse(0),
                average.of(confusion::recall).orElse(0),
                average.of(confusion::f1).orElse(0));
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
