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

/** The addresses of this machine that other machines may reach, the address of the default route first. */
final class LocalAddresses {

    private static final int MAX = 4;
    /** Devices of Docker, Podman, Kubernetes, libvirt and LXC, which lead to containers and guests on this machine. */
    private static final String GUEST_DEVICES = "(docker|br-|veth|podman|cni|flannel|cali|virbr|vnet|lxc|lxd).*";
    /** Any public addresses; nothing is sent to them. */
    private static final List<InetAddress> PUBLIC_ADDRESSES =
            List.of(InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("2606:4700:4700::1111"));

    /**
     * An address of this machine.
     *
     * @param device such as {@code eth0}
     */
    record LocalAddress(String device, InetAddress address) {}

    private LocalAddresses() {}

    static List<InetAddress> find() throws SocketException {
        return choose(
                NetworkInterface.networkInterfaces()
                        .flatMap(LocalAddresses::addresses)
                        .toList(),
                defaultRouteAddresses());
    }

    /**
     * At most four addresses: those of the default routes, then the others, then those of guest devices.
     *
     * @param defaultRoute the local addresses of the default routes
     */
    static List<InetAddress> choose(List<LocalAddress> all, List<InetAddress> defaultRoute) {
        return all.stream()
                .filter(local -> isReachable(local.address()))
                .sorted(Comparator.comparing((LocalAddress local) -> !defaultRoute.contains(local.address()))
                        .thenComparing(local -> local.device().matches(GUEST_DEVICES)))
                .map(LocalAddress::address)
                .limit(MAX)
                .toList();
    }

    private static boolean isReachable(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress();
    }

    private static Stream<LocalAddress> addresses(NetworkInterface device) {
        try {
            return device.isUp() && !device.isLoopback() && !device.isPointToPoint()
                    ? device.inetAddresses().map(address -> new LocalAddress(device.getName(), address))
                    : Stream.of();
        } catch (SocketException e) {
            // the device was removed meanwhile
            return Stream.of();
        }
    }

    /** Connecting a datagram socket sends nothing; the kernel only looks up the route. */
    private static List<InetAddress> defaultRouteAddresses() {
        List<InetAddress> addresses = new ArrayList<>();
        for (InetAddress outside : PUBLIC_ADDRESSES) {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(new InetSocketAddress(outside, 443));
                addresses.add(socket.getLocalAddress());
            } catch (SocketException e) {
                // no route for this IP version
            }
        }
        return addresses;
    }
}
