package io.minerstack.registration.preflight.network;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The addresses of this machine under which others may reach it, the likeliest first. */
public final class LocalAddresses {

    private static final int MAX = 4;
    /** Of Docker, Podman, Kubernetes, libvirt and LXC: bridges and pairs that lead to this machine's own guests. */
    private static final String GUESTS = "(docker|br-|veth|podman|cni|flannel|cali|virbr|vnet|lxc|lxd).*";
    /** Anywhere outside; nothing is sent there. */
    private static final List<InetAddress> OUTSIDE =
            List.of(InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("2606:4700:4700::1111"));

    /**
     * One address.
     *
     * @param device such as {@code eth0}
     */
    public record Own(String device, InetAddress address) {}

    private LocalAddresses() {}

    public static List<InetAddress> find() throws SocketException {
        return choose(
                NetworkInterface.networkInterfaces().flatMap(LocalAddresses::of).toList(), routed());
    }

    /**
     * Those to look at.
     *
     * @param routed what this machine calls the outside from
     */
    public static List<InetAddress> choose(List<Own> all, List<InetAddress> routed) {
        return all.stream()
                .filter(own -> canBeReached(own.address()))
                .sorted(Comparator.comparing((Own own) -> !routed.contains(own.address()))
                        .thenComparing(own -> own.device().matches(GUESTS)))
                .map(Own::address)
                .limit(MAX)
                .toList();
    }

    private static boolean canBeReached(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress();
    }

    private static Stream<Own> of(NetworkInterface device) {
        try {
            return device.isUp() && !device.isLoopback() && !device.isPointToPoint()
                    ? device.inetAddresses().map(address -> new Own(device.getName(), address))
                    : Stream.of();
        } catch (SocketException e) {
            // it went away while it was looked at
            return Stream.of();
        }
    }

    /** "Connecting" a datagram socket only looks the route up. */
    private static List<InetAddress> routed() {
        List<InetAddress> routed = new ArrayList<>();
        for (InetAddress outside : OUTSIDE) {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(new InetSocketAddress(outside, 443));
                routed.add(socket.getLocalAddress());
            } catch (SocketException e) {
                // no route there
            }
        }
        return routed;
    }
}
