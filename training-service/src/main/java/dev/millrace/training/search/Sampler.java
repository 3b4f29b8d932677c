package dev.millrace.training.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Suggests points. Pure: the same history and the same random numbers give the same point. */
public interface Sampler {

    /**
     * @param history in the order in which the trials were begun
     * @return empty if there is nothing left to try
     */
    Optional<Map<String, Object>> suggest(List<Tried> history, RandomGenerator random);

    static Sampler random(Space space) {
        return (history, random) -> Optional.of(space.random(random));
    }
}
