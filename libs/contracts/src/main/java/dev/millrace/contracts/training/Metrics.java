package dev.millrace.contracts.training;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How good a model is on one part of the data.
 *
 * @param rows number of rows of the part
 * @param values by name. Classes: {@code accuracy}, {@code precision}, {@code recall}, {@code f1}
 *     (of the second class for binary, macro averages otherwise), {@code auc} (ROC), {@code prAuc}
 *     (average precision), {@code logLoss}; a value that is undefined for the part, such as the AUC
 *     of one class, is absent. Regression: {@code mse}, {@code rmse}, {@code mae}, {@code r2}, in
 *     the target's own unit
 * @param confusion rows are true classes, columns predicted ones; null for regression
 */
public record Metrics(
        long rows, Map<String, Double> values, @Nullable List<List<Long>> confusion) {}
