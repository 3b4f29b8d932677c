package dev.millrace.training.automl;

import dev.millrace.contracts.training.Layer;
import dev.millrace.contracts.training.Layer.Branch;
import dev.millrace.contracts.training.Parameter;
import dev.millrace.contracts.training.Parameter.Choice;
import dev.millrace.contracts.training.Parameter.Int;
import dev.millrace.contracts.training.Parameter.Real;
import dev.millrace.contracts.training.Preset;
import dev.millrace.contracts.training.TrainRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A preset that suits the data.
 *
 * @param request with its layers written out
 */
record Prospect(Preset preset, TrainRequest request) {

    /** As it is written in JSON. */
    String name() {
        return preset.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What is worth tuning of it: learning rate, batch size, widths and dropout. Not the widths of
     * an autoencoder: the wider, the better it copies, the unusual rows too.
     */
    Map<String, Parameter> space() {
        var space = new LinkedHashMap<String, Parameter>();
        space.put("optimizer.learningRate", Real.log(1e-4, 0.1));
        space.put("batchSize", Choice.of(16, 32, 64, 128, 256));
        if (preset != Preset.AUTOENCODER) {
            add(space, "layers", Objects.requireNonNull(request.layers()));
        }
        return space;
    }

    private static void add(Map<String, Parameter> space, String place, List<Layer> layers) {
        for (int index = 0; index < layers.size(); index++) {
            var path = "%s[%d]".formatted(place, index);
            switch (layers.get(index)) {
                case Layer.Dense dense -> space.put(path + ".units", widths(dense.units()));
                case Layer.Dropout _ -> space.put(path + ".rate", Real.of(0, 0.5));
                case Layer.Branches(var branches, _) -> addBranches(space, path, branches);
                default -> {}
            }
        }
    }

    private static void addBranches(
            Map<String, Parameter> space, String path, List<Branch> branches) {
        for (int index = 0; index < branches.size(); index++) {
            var place = "%s.branches[%d].layers".formatted(path, index);
            add(space, place, branches.get(index).layers());
        }
    }

    private static Parameter widths(int units) {
        return new Int(Math.max(1, units / 2), 4 * units, true, null, null);
    }
}
