package io.minerstack.registration.preflight.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.preflight.report.CheckOutcome;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressSelectionTests {

    @Test
    void choosesFourAddressesAndNamesTheOthers() {
        List<InetAddress> five = IntStream.rangeClosed(1, 5)
                .mapToObj(last -> ip("192.0.2." + last))
                .toList();
        AddressSelection selection = AddressSelection.of(five, false);
        assertThat(selection.chosen()).isEqualTo(five.subList(0, 4));
        assertThat(selection.check().outcome()).isEqualTo(CheckOutcome.WARN);
        assertThat(selection.check().seen()).contains("not at 192.0.2.5");
    }

    @Test
    void skipsIpv6AddressesOnAMachineWithoutIpv6() {
        List<InetAddress> both = List.of(ip("2001:db8::1"), ip("192.0.2.1"));
        assertThat(AddressSelection.of(both, true).chosen()).isEqualTo(both);
        AddressSelection withoutIpv6 = AddressSelection.of(both, false);
        assertThat(withoutIpv6.chosen()).containsExactly(ip("192.0.2.1"));
        assertThat(withoutIpv6.check().outcome()).isEqualTo(CheckOutcome.WARN);
    }

    @Test
    void needsAPublicIpv6AddressOfThisMachine() {
        assertThat(AddressSelection.hasPublicIpv6(Stream.of(ip("fe80::1"), ip("fd12:3456::1"), ip("8.8.8.8"))))
                .isFalse();
        assertThat(AddressSelection.hasPublicIpv6(Stream.of(ip("2606:4700::1111"))))
                .isTrue();
    }

    private static InetAddress ip(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
