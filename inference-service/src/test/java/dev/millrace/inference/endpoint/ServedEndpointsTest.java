package dev.millrace.inference.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ServedEndpointsTest {

    private final ServedEndpoints served = new ServedEndpoints();

    @Test
    void whoAsksForAModelThatIsAboutToBeInstalledWaitsUntilThatIsSettled() throws Exception {
        var arrival = served.expect("diabetes");

        var asked = CompletableFuture.supplyAsync(() -> served.borrow("diabetes"));

        assertThatThrownBy(() -> asked.get(100, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        arrival.close();
        assertThat(asked.get(1, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void nobodyWaitsForAModelThatIsNotOnItsWay() throws Exception {
        served.expect("diabetes").close();

        var asked = CompletableFuture.supplyAsync(() -> served.borrow("diabetes"));

        assertThat(asked.get(1, TimeUnit.SECONDS)).isEmpty();
    }
}
