package dev.millrace.transform;

import dev.millrace.transform.expression.Evaluator.OfBoolean;
import dev.millrace.transform.expression.Evaluator.OfDouble;
import dev.millrace.transform.expression.Evaluator.OfObject;
import dev.millrace.transform.expression.Frame;
import dev.millrace.transform.expression.Typed;
import java.util.Arrays;
import java.util.List;

/** Writes the outputs of one feature. */
sealed interface Output {

    int width();

    void write(Frame frame, float[] out, int offset);

    static Output of(FittedFeature feature, List<Column> inputs) {
        var value = Chain.compile(feature, inputs);
        return switch (feature.operations().isEmpty() ? null : feature.operations().getLast()) {
            case FittedOperation.OneHot last -> {
                var index = CategoryIndex.of(last);
                yield new Indicators(index.lookup(value, feature.name()), index.size());
            }
            case FittedOperation.Array last ->
                    new Elements(feature.name(), (OfObject) value.code(), last);
            case null, default -> new Single(feature.name(), number(value));
        };
    }

    private static OfDouble number(Typed value) {
        return value.code() instanceof OfBoolean truth
                ? frame -> truth.evaluate(frame) ? 1 : 0
                : value.asDouble();
    }

    /** One finite number. */
    record Single(String feature, OfDouble value) implements Output {

        @Override
        public int width() {
            return 1;
        }

        @Override
        public void write(Frame frame, float[] out, int offset) {
            double number = value.evaluate(frame);
            if (frame.isNull) {
                throw Refusals.missing(feature);
            }
            float narrowed = (float) number;
            if (!Float.isFinite(narrowed)) {
                throw Refusals.notFinite(feature, number);
            }
            out[offset] = narrowed;
        }
    }

    /** 1 for the row's category, 0 for the others. */
    record Indicators(CategoryIndex.Lookup category, int width) implements Output {

        @Override
        public void write(Frame frame, float[] out, int offset) {
            int position = category.position(frame);
            Arrays.fill(out, offset, offset + width, 0);
            if (position >= 0) {
                out[offset + position] = 1;
            }
        }
    }

    /** The elements of an array, scaled. */
    record Elements(String feature, OfObject array, FittedOperation.Array fitted)
            implements Output {

        @Override
        public int width() {
            return fitted.length();
        }

        @Override
        public void write(Frame frame, float[] out, int offset) {
            var elements = (double[]) array.evaluate(frame);
            if (elements == null) {
                throw Refusals.missingArray(feature);
            }
            if (elements.length != fitted.length()) {
                throw Refusals.wrongLength(feature, elements.length, fitted.length());
            }
            for (int i = 0; i < elements.length; i++) {
                float narrowed = (float) ((elements[i] - fitted.offset()) / fitted.divisor());
                if (!Float.isFinite(narrowed)) {
                    throw Refusals.badElement(feature, i, elements[i]);
                }
                out[offset + i] = narrowed;
            }
        }
    }
}
