package dev.millrace.orchestrator.task.http;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Keeps steps from addresses that are nobody's business. It looks at the addresses that are then
 * connected to, so a name that changes its meaning in between gains nothing.
 */
final class Guard implements DnsResolver {

    /** Where clouds answer beside their link-local address. */
    private static final Set<String> METADATA =
            Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "168.63.129.16", "192.0.0.192");

    private final HttpStepSettings settings;

    Guard(HttpStepSettings settings) {
        this.settings = settings;
    }

    /** The address as one that may be tried. */
    URI checked(String url) {
        var uri = uri(url);
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || uri.getHost() == null) {
            throw refused("'%s' is no http or https address with a host".formatted(url));
        }
        if (uri.getRawUserInfo() != null) {
            throw refused("the url has a user in it; send an Authorization header instead");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        if (!settings.allows(uri.getHost(), port)) {
            throw refused(
                    "%s:%d is not among millrace.http-steps.allowed of this installation"
                            .formatted(uri.getHost(), port));
        }
        return uri;
    }

    private static URI uri(String url) {
        try {
            return URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw refused("'%s' is no address: %s".formatted(url, e.getMessage()));
        }
    }

    private static PlatformException refused(String why) {
        return new PlatformException(FailureCode.SOURCE_REFUSED, why);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        for (var address : addresses) {
            if (isMetadata(address)) {
                throw refused(
                        "%s is %s, a link-local or metadata address; steps must not call those"
                                .formatted(host, address.getHostAddress()));
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }

    static boolean isMetadata(InetAddress address) {
        return address.isLinkLocalAddress()
                || METADATA.contains(address.getHostAddress())
                || embedded(address);
    }

    /** Whether an IPv6 address means a link-local IPv4 one: NAT64, 6to4, or as compatible. */
    private static boolean embedded(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length != 16) {
            return false;
        }
        boolean nat64 = startsWith(bytes, 0x00, 0x64, 0xff, 0x9b);
        boolean compatible = startsWith(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return (nat64 || compatible) && isLinkLocal(Arrays.copyOfRange(bytes, 12, 16))
                || startsWith(bytes, 0x20, 0x02) && isLinkLocal(Arrays.copyOfRange(bytes, 2, 6));
    }

    private static boolean isLinkLocal(byte[] ipv4) {
        return startsWith(ipv4, 169, 254);
    }

    private static boolean startsWith(byte[] bytes, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
