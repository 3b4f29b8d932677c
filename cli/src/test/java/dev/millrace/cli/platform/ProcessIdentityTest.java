package dev.millrace.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    @Test
    void knowsItselfAlive() {
        assertThat(ProcessIdentity.self().isAlive()).isTrue();
    }

    @Test
    void doesNotTakeALaterProcessOfTheSameNumberForTheOneMeant() {
        var earlier = new ProcessIdentity(ProcessIdentity.self().pid(), "an earlier start");

        assertThat(earlier.isAlive()).isFalse();
        assertThat(earlier.handle()).isEmpty();
    }

    @Test
    void seesThatAProcessHasEnded() throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        var identity = ProcessIdentity.of(process.pid()).orElseThrow();

        process.destroyForcibly().waitFor();

        assertThat(identity.isAlive()).isFalse();
    }
}
