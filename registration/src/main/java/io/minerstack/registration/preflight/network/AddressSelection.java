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
 * Which of a name's addresses are looked at one by one.
 *
 * @param chosen at least one
 * @param left those that are not looked at
 * @param why what kept them out
 */
public record AddressSelection(List<InetAddress> chosen, List<InetAddress> left, String why) {

    /** A name behind a network of proxies can have dozens, all alike. */
    private static final int MAX = 4;

    public static AddressSelection of(List<InetAddress> all) {
        return of(all, hasIpv6());
    }

    /** Without IPv6 here nothing can be said about an IPv6 address, least of all that it is wrong. */
    public static AddressSelection of(List<InetAddress> all, boolean ipv6) {
        List<InetAddress> within = all.stream()
                .filter(address -> ipv6 || !(address instanceof Inet6Address))
                .toList();
        String why = "this machine has no public IPv6 address";
        if (within.isEmpty()) {
            within = all;
        }
        if (within.size() > MAX) {
            why = "there are over " + MAX;
            within = within.subList(0, MAX);
        }
        List<InetAddress> chosen = within;
        return new AddressSelection(
                chosen,
                all.stream().filter(address -> !chosen.contains(address)).toList(),
                why);
    }

    private static boolean hasIpv6() {
        try {
            return reachesIpv6(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses));
        } catch (SocketException e) {
            return false;
        }
    }

    /** A private address, such as Docker and home routers give, leads to no public one. */
    public static boolean reachesIpv6(Stream<InetAddress> own) {
        return own.anyMatch(address -> address instanceof Inet6Address && AddressScope.of(address) == AddressScope.PUBLIC);
    }

    public CheckResult check() {
        String title = "TLS and ports are looked at under each address";
        return left.isEmpty()
                ? CheckResult.pass("addresses", title, chosen.size() + " of " + chosen.size())
                : CheckResult.warn(
                        "addresses",
                        title,
                        "not under "
                                + left.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "))
                                + ": " + why,
                        "Ask again from a machine that reaches them, or by address.");
    }
}
