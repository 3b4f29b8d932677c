package dev.millrace.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void namesThePortAndTheProcessThatHasIt() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();

            assertThat(Ports.isFree(port)).isFalse();
            assertThat(Ports.taken(port, "ingest"))
                    .contains("Port " + port, "ingest")
                    .contains("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aPortIsFreeAgainOnceItIsClosed() throws Exception {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }

        assertThat(Ports.isFree(port)).isTrue();
    }
}
