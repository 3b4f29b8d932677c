package dev.millrace.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.orchestrator.RunState;
import dev.millrace.contracts.orchestrator.StepState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every pair of states: what is not listed here must not happen. */
class StateGraphTest {

    private static final Path PAGE = Path.of("../docs/guide/semantics.md");
    private static final Pattern GRAPH = Pattern.compile("```states\\n(.*?)\\n```", Pattern.DOTALL);

    @Test
    void aStepMovesOnlyAlongTheGraphOfTheGuide() throws IOException {
        assertThat(pairs(StepState.values(), StepState::mayBecome)).isEqualTo(graph(0));
    }

    @Test
    void aRunMovesOnlyAlongTheGraphOfTheGuide() throws IOException {
        assertThat(pairs(RunState.values(), RunState::mayBecome)).isEqualTo(graph(1));
    }

    private static String graph(int number) throws IOException {
        return GRAPH.matcher(Files.readString(PAGE))
                .results()
                .skip(number)
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static <S extends Enum<S>> String pairs(S[] states, BiPredicate<S, S> mayBecome) {
        return Arrays.stream(states)
                .map(from ->
                        (from
                                        + " -> "
                                        + Arrays.stream(states)
                                                .filter(to -> mayBecome.test(from, to))
                                                .map(Enum::name)
                                                .collect(Collectors.joining(" ")))
                                .strip())
                .collect(Collectors.joining("\n"));
    }
}
