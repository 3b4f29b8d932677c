package dev.millrace.training.search;

import dev.millrace.contracts.training.Search;

/** The strategy that a request asks for. */
public final class Strategies {

    private Strategies() {}

    /**
     * @param epochs of a trial that is not pruned
     */
    public static Strategy of(Search search, Space space, int epochs) {
        return switch (search) {
            case Search.Grid(Integer points) -> Strategy.of(GridSampler.of(space, points), epochs);
            case Search.RandomPoints _ -> Strategy.of(Sampler.random(space), epochs);
            case Search.Tpe(Integer startup) -> Strategy.of(new TpeSampler(space, startup), epochs);
            case Search.GaussianProcess(Integer startup) ->
                    Strategy.of(new GaussianProcessSampler(space, startup), epochs);
            case Search.Hyperband(Integer least, Integer eta) ->
                    new Hyperband(Sampler.random(space), least, epochs, eta);
            case Search.Asha(Integer least, Integer eta) ->
                    new Asha(Sampler.random(space), least, epochs, eta);
        };
    }
}
