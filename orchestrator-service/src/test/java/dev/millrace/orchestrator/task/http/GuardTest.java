package dev.millrace.orchestrator.task.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

    private static Guard guard(String... allowed) {
        return new Guard(new HttpStepSettings(List.of(allowed), Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "fe80::1",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "::169.254.169.254",
                "fd00:ec2::254",
                "100.100.100.200",
                "168.63.129.16"
            })
    void refusesAddressesWhereCloudsGiveOutCredentials(String address) throws Exception {
        assertThat(Guard.isMetadata(InetAddress.getByName(address))).isTrue();
        assertRefused(() -> guard("*").resolve(address), "link-local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.5", "192.168.1.1", "93.184.216.34", "2001:db8::1"})
    void letsOthersPass(String address) throws Exception {
        assertThat(guard().resolve(address)).containsExactly(InetAddress.getByName(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://0xA9FEA9FE/",
                "http://2852039166/",
                "http://0251.0376.0251.0376/",
                "http://[::ffff:a9fe:a9fe]/"
            })
    void refusesOtherSpellingsOfThem(String url) throws Exception {
        var host = java.net.URI.create(url).getHost();
        InetAddress[] addresses;
        try {
            addresses = guard().resolve(host);
        } catch (PlatformException refused) {
            return;
        } catch (java.net.UnknownHostException notEvenAnAddress) {
            return;
        }
        assertThat(addresses).noneMatch(Guard::isMetadata);
    }

    @Test
    void wantsAnHttpAddressWithoutAUser() {
        assertRefused(() -> guard().checked("ftp://example.com/"), "no http or https address");
        assertRefused(() -> guard().checked("file:///etc/passwd"), "no http or https address");
        assertRefused(() -> guard().checked("/path"), "no http or https address");
        assertRefused(() -> guard().checked("http://a b/"), "is no address");
        assertRefused(() -> guard().checked("http://me:pw@example.com/"), "Authorization");
        assertThat(guard().checked("https://example.com/x?y=1")).hasHost("example.com");
    }

    @Test
    void allowsWhatTheInstallationNames() {
        var guard = guard("api.example.com", "*.intern", "10.0.0.5:8443");

        guard.checked("https://API.example.com/");
        guard.checked("http://a.b.intern:81/");
        guard.checked("https://10.0.0.5:8443/");
        assertRefused(() -> guard.checked("https://10.0.0.5/"), "10.0.0.5:443 is not among");
        assertRefused(() -> guard.checked("https://apixexample.com/"), "is not among");
        assertRefused(() -> guard.checked("https://evil.com/?.intern"), "is not among");
    }

    private static void assertRefused(ThrowingCallable call, String why) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.code()).isEqualTo(FailureCode.SOURCE_REFUSED))
                .hasMessageContaining(why);
    }
}
