package io.minerstack.registration.preflight.network;

import io.minerstack.registration.credentials.AddressScope;
import io.minerstack.registration.preflight.report.CheckResult;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The addresses of a host that are checked one by one.
 *
 * @param chosen at least one address
 * @param skipped the addresses that are not checked
 * @param skipReason why addresses are skipped
 */
public record AddressSelection(List<InetAddress> chosen, List<InetAddress> skipped, String skipReason) {

    /** The name of a content delivery network can have dozens of addresses, all alike. */
    private static final int MAX = 4;

    public static AddressSelection of(List<InetAddress> all) {
        return of(all, hasPublicIpv6());
    }

    /** Without IPv6 on this machine an IPv6 address can't be checked, so it is skipped instead of reported. */
    static AddressSelection of(List<InetAddress> all, boolean ipv6) {
        List<InetAddress> candidates = all.stream()
                .filter(address -> ipv6 || !(address instanceof Inet6Address))
                .toList();
        String reason = "this machine has no public IPv6 address";
        if (candidates.isEmpty()) {
            candidates = all;
        }
        if (candidates.size() > MAX) {
            reason = "only " + MAX + " addresses are checked";
            candidates = candidates.subList(0, MAX);
        }
        List<InetAddress> chosen = candidates;
        return new AddressSelection(
                chosen,
                all.stream().filter(address -> !chosen.contains(address)).toList(),
                reason);
    }

    private static boolean hasPublicIpv6() {
        try {
            return hasPublicIpv6(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses));
        } catch (SocketException e) {
            return false;
        }
    }

    /** A private IPv6 address, as Docker and home routers assign, does not reach public addresses. */
    static boolean hasPublicIpv6(Stream<InetAddress> local) {
        return local.anyMatch(
                address -> address instanceof Inet6Address && AddressScope.of(address) == AddressScope.PUBLIC);
    }

    public CheckResult check() {
        String title = "TLS and ports are checked at each address";
        return skipped.isEmpty()
                ? CheckResult.pass("addresses", title, chosen.size() + " of " + chosen.size())
                : CheckResult.warn(
                        "addresses",
                        title,
                        "not at "
                                + skipped.stream()
                                        .map(InetAddress::getHostAddress)
                                        .collect(Collectors.joining(", "))
                                + ": " + skipReason,
                        "Run preflight from a machine that reaches them, or with an address in the URL.");
    }
}
