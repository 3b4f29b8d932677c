package dev.millrace.benchmarks;

import static dev.millrace.transform.ColumnType.DOUBLE;
import static dev.millrace.transform.ColumnType.STRING;

import dev.millrace.transform.Column;
import dev.millrace.transform.FeatureSpec;
import dev.millrace.transform.FittedTransform;
import dev.millrace.transform.Operation.Impute;
import dev.millrace.transform.Operation.Impute.Strategy;
import dev.millrace.transform.Operation.OneHot;
import dev.millrace.transform.Operation.Ordinal;
import dev.millrace.transform.Operation.Standard;
import dev.millrace.transform.TargetSpec;
import dev.millrace.transform.TargetSpec.Kind;
import dev.millrace.transform.TransformFitting;
import dev.millrace.transform.TransformSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Random rows with 30 features: 10 scaled numbers, 5 expressions, 5 imputed numbers (a tenth of
 * them missing), 5 one-hot of 8 texts, 5 ordinal of 100 texts.
 *
 * @param values raw rows in the order of {@code transform.inputs()}
 */
record TransformRows(FittedTransform transform, List<@Nullable Object[]> values) {

    static final int SCALED = 10;
    static final int EXPRESSIONS = 5;
    static final int IMPUTED = 5;
    static final int ONE_HOT = 5;
    static final int ONE_HOT_SIZE = 8;
    static final int ORDINAL = 5;
    static final int FEATURES = SCALED + EXPRESSIONS + IMPUTED + ONE_HOT + ORDINAL;

    private static final int ORDINAL_SIZE = 100;

    static TransformRows random(int rows, long seed) {
        var random = new Random(seed);
        var values = IntStream.range(0, rows).mapToObj(i -> row(random)).toList();
        return new TransformRows(fit(values), values);
    }

    private static List<Column> schema() {
        var schema = new ArrayList<Column>();
        named("n", SCALED).forEach(name -> schema.add(new Column(name, DOUBLE)));
        named("i", IMPUTED).forEach(name -> schema.add(new Column(name, DOUBLE)));
        named("c", ONE_HOT).forEach(name -> schema.add(new Column(name, STRING)));
        named("o", ORDINAL).forEach(name -> schema.add(new Column(name, STRING)));
        schema.add(new Column("y", DOUBLE));
        return schema;
    }

    private static List<String> named(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static @Nullable Object[] row(Random random) {
        var row = new ArrayList<@Nullable Object>();
        random.doubles(SCALED, 1, 100).forEach(row::add);
        for (int i = 0; i < IMPUTED; i++) {
            row.add(random.nextInt(10) == 0 ? null : random.nextGaussian());
        }
        random.ints(ONE_HOT, 0, ONE_HOT_SIZE).forEach(i -> row.add("category " + i));
        random.ints(ORDINAL, 0, ORDINAL_SIZE).forEach(i -> row.add("category " + i));
        return row.toArray();
    }

    private static TransformSpec spec() {
        var features = new ArrayList<FeatureSpec>();
        features.add(FeatureSpec.columns(named("n", SCALED), new Standard(null)));
        features.add(FeatureSpec.expression("e0", "n0 - n1"));
        features.add(FeatureSpec.expression("e1", "n2 * n3"));
        features.add(FeatureSpec.expression("e2", "(n4 - n5) / n6"));
        features.add(FeatureSpec.expression("e3", "case when n7 > 50 then n7 else 0 end"));
        features.add(FeatureSpec.expression("e4", "sqrt(abs(n8 - n9))"));
        features.add(FeatureSpec.columns(named("i", IMPUTED), new Impute(Strategy.MEAN, null)));
        features.add(FeatureSpec.columns(named("c", ONE_HOT), new OneHot(null, null, null)));
        features.add(FeatureSpec.columns(named("o", ORDINAL), new Ordinal(null, null, null)));
        return new TransformSpec(features, new TargetSpec("y", Kind.REGRESSION, null));
    }

    private static FittedTransform fit(List<@Nullable Object[]> rows) {
        var fitting = TransformFitting.of(spec(), schema());
        while (!fitting.isComplete()) {
            var statistics = fitting.emptyStatistics();
            for (var row : rows) {
                var withTarget = Arrays.copyOf(row, row.length + 1);
                withTarget[row.length] = 0.0;
                statistics.add(withTarget);
            }
            fitting.learn(statistics);
        }
        return fitting.result();
    }
}
