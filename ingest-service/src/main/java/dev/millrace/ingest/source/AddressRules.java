package dev.millrace.ingest.source;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which hosts a URL may lead to: none whose name stands for an address that is not public, so that
 * nobody reads a cloud's metadata or a neighbour's service through this one.
 *
 * <p>Every address of the name is checked, and the connection is made right after. The name is then
 * resolved a second time, but answered from the JVM's own cache (30 seconds unless {@code
 * networkaddress.cache.ttl} says otherwise), so that a name server which changes its answer in
 * between is not asked. A cache switched off opens that window again.
 */
final class AddressRules {

    private static final List<Network> NOT_PUBLIC =
            Stream.of(
                            "0.0.0.0/8", // this network
                            "10.0.0.0/8", // private
                            "100.64.0.0/10", // shared by a carrier's customers
                            "127.0.0.0/8", // this machine
                            "169.254.0.0/16", // link-local; cloud metadata
                            "172.16.0.0/12", // private
                            "192.0.0.0/24", // protocol assignments
                            "192.0.2.0/24", // documentation
                            "192.168.0.0/16", // private
                            "198.18.0.0/15", // benchmarks
                            "198.51.100.0/24", // documentation
                            "203.0.113.0/24", // documentation
                            "224.0.0.0/4", // multicast
                            "240.0.0.0/4", // reserved; broadcast
                            "::/96", // unspecified, this machine, an IPv4 address within
                            "64:ff9b::/32", // an IPv4 address within
                            "100::/64", // discarded
                            "2001::/23", // Teredo and other assignments: an IPv4 address within
                            "2001:db8::/32", // documentation
                            "2002::/16", // an IPv4 address within
                            "fc00::/7", // private; cloud metadata
                            "fe80::/10", // link-local
                            "fec0::/10", // site-local, of old
                            "ff00::/8") // multicast
                    .map(Network::parse)
                    .toList();

    private final List<Network> refused;

    AddressRules(List<Network> refused) {
        this.refused = refused;
    }

    static AddressRules publicOnly() {
        return new AddressRules(NOT_PUBLIC);
    }

    static AddressRules none() {
        return new AddressRules(List.of());
    }

    /** Refuses a URI whose host has an address that must not be read. */
    void check(URI uri) {
        if (refused.isEmpty()) {
            return; // and leave the name to the client
        }
        for (var address : resolve(uri)) {
            if (!permits(address)) {
                throw new PlatformException(
                        FailureCode.SOURCE_REFUSED,
                        "%s leads to %s, which is not a public address; the setting millrace.ingest.allow-private-addresses allows such."
                                .formatted(uri.getHost(), address.getHostAddress()));
            }
        }
    }

    /** An IPv4 address mapped into IPv6 is an IPv4 address to Java. */
    boolean permits(InetAddress address) {
        return refused.stream().noneMatch(network -> network.holds(address));
    }

    private static InetAddress[] resolve(URI uri) {
        try {
            return InetAddress.getAllByName(uri.getHost());
        } catch (UnknownHostException unknown) {
            throw new PlatformException(
                    FailureCode.SOURCE_NOT_FOUND,
                    "There is no host named " + uri.getHost() + ".",
                    unknown);
        }
    }
}
