package dev.millrace.endtoend;

import java.util.Random;

/** Data whose label can be learned: six numbers, a category and the class. */
final class GeneratedRows {

    static final String HEADER = "a,b,c,d,e,f,city,label";

    private static final String[] CITIES = {"Aix", "Bari", "Cork", "Delft"};

    private GeneratedRows() {}

    /** The same rows for the same seed; other ones for another, so that tests share nothing. */
    static String csv(String seed, int rows) {
        var random = new Random(seed.hashCode());
        var text = new StringBuilder(rows * 64).append(HEADER).append('\n');
        for (int row = 0; row < rows; row++) {
            var sum = 0.0;
            for (int column = 0; column < 6; column++) {
                var value = random.nextInt(-20_000, 20_000) / 10_000.0;
                sum += column % 2 == 0 ? value : -value;
                text.append(value).append(',');
            }
            text.append(CITIES[random.nextInt(CITIES.length)]);
            text.append(',').append(sum + random.nextGaussian() > 0 ? 1 : 0).append('\n');
        }
        return text.toString();
    }

    /** From a file of such rows to an endpoint. */
    static String pipeline(String name, int epochs) {
        return """
        pipeline: %1$s
        parameters:
          data: null
        steps:
          ingest: {type: ingest, dataset: %1$s, source: "${parameters.data}"}
          prepare:
            type: prepare
            inputs: {rows: "${steps.ingest.reference}"}
            recipe:
              target: {column: label, kind: binary}
              features:
                - {columns: [a, b, c, d, e, f], operations: [{type: standard}]}
                - {columns: [city], operations: [{type: one-hot}]}
          train:
            type: train
            model: %1$s
            preparedData: "${steps.prepare.preparedData}"
            layers: [{type: dense, units: 32}, {type: dense, units: 16}]
            epochs: %2$d
            batchSize: 64
            earlyStopping: {patience: %2$d}
          deploy: {type: deploy, endpoint: %1$s, model: "${steps.train.modelVersion}"}
        """
                .formatted(name, epochs);
    }
}
