package dev.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that the README shows works as it stands. */
@OnThePlatform
class ReadmeIT {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    private final LivePlatform platform;

    ReadmeIT(LivePlatform platform) {
        this.platform = platform;
    }

    @Test
    void everyShellBlockWorksAsItStands(@TempDir Path folder)
            throws IOException, InterruptedException {
        var skipped =
                "Skipped: the README's addresses begin at port 8080, and these ports were taken";
        if (!platform.isAtUsualPorts()) {
            LivePlatform.say(skipped);
        }
        assumeTrue(platform.isAtUsualPorts(), skipped);
        var blocks = blocks();
        assertThat(blocks).as("shell blocks of README.md").isNotEmpty();

        var session = Files.writeString(folder.resolve("session.sh"), session(blocks));
        var result =
                platform.script()
                        .run(
                                Duration.ofMinutes(2),
                                Script.ROOT,
                                List.of("bash", session.toString()));

        var done = (int) result.out().lines().filter(line -> line.startsWith(DONE)).count();
        assertThat(result.exit())
                .as(() ->
                        "block %d of README.md:%n%s%n%s"
                                .formatted(
                                        done + 1,
                                        blocks.get(Math.min(done, blocks.size() - 1)),
                                        result))
                .isZero();
        assertThat(done).isEqualTo(blocks.size());
        LivePlatform.say("README: %d shell blocks in %.1f s", done, result.took().toMillis() / 1e3);
    }

    private static final String DONE = ":: done with block ";

    /** All but the block that would run this test. */
    private static List<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(Script.ROOT.resolve("README.md")))
                .results()
                .map(match -> match.group(1))
                .filter(block -> !block.contains("./millrace test"))
                .toList();
    }

    /** One shell for all blocks, so that a later one may use what an earlier one set. */
    private static String session(List<String> blocks) {
        var lines = new ArrayList<String>();
        lines.add("set -eo pipefail");
        for (int i = 0; i < blocks.size(); i++) {
            lines.add(blocks.get(i));
            lines.add("echo; echo '%s%d'".formatted(DONE, i + 1));
        }
        return String.join("\n", lines) + "\n";
    }
}
