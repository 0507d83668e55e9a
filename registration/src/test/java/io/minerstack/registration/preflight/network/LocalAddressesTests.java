package io.minerstack.registration.preflight.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.preflight.network.LocalAddresses.LocalAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalAddressesTests {

    @Test
    void putsTheAddressOfTheDefaultRouteFirstAndDockersLast() throws Exception {
        List<LocalAddress> all = List.of(
                local("docker0", "172.17.0.1"),
                local("br-0123456789ab", "172.18.0.1"),
                local("veth1234", "fe80::1"),
                local("eth1", "10.0.0.5"),
                local("lo", "127.0.0.1"),
                local("eth0", "192.0.2.2"),
                local("eth0", "fe80::2"),
                local("eth0", "2001:db8::2"));
        InetAddress defaultRoute = InetAddress.getByName("192.0.2.2");
        assertThat(LocalAddresses.choose(all, List.of(defaultRoute)))
                .containsExactly(
                        defaultRoute,
                        InetAddress.getByName("10.0.0.5"),
                        InetAddress.getByName("2001:db8::2"),
                        InetAddress.getByName("172.17.0.1"));
        assertThat(LocalAddresses.choose(List.of(local("docker0", "172.17.0.1")), List.of()))
                .containsExactly(InetAddress.getByName("172.17.0.1"));
    }

    @Test
    void leavesOutTheLoopbackAndDevicesThatAreDown() throws Exception {
        for (InetAddress address : LocalAddresses.find()) {
            NetworkInterface device = NetworkInterface.getByInetAddress(address);
            assertThat(device.isUp()).as(device.toString()).isTrue();
            assertThat(device.isLoopback()).isFalse();
            assertThat(device.isPointToPoint()).isFalse();
        }
    }

    private static LocalAddress local(String device, String address) throws UnknownHostException {
        return new LocalAddress(device, InetAddress.getByName(address));
    }
}
