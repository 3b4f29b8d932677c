package dev.millrace.transform;

import java.util.List;
import java.util.stream.Collectors;

/** A specification that cannot be fitted, with every mistake that was found in it. */
public final class InvalidTransform extends RuntimeException {

    private final List<SpecMistake> mistakes;

    public InvalidTransform(List<SpecMistake> mistakes) {
        super(
                mistakes.stream()
                        .map(mistake -> mistake.field() + ": " + mistake.message())
                        .collect(Collectors.joining("; ")));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<SpecMistake> mistakes() {
        return mistakes;
    }
}
