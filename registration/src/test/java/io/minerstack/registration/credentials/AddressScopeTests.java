package io.minerstack.registration.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressScopeTests {

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, PUBLIC",
        "2606:4700::1111, PUBLIC",
        "100.63.0.1, PUBLIC",
        "198.17.0.1, PUBLIC",
        "172.32.0.1, PUBLIC",
        "127.0.0.1, THIS_MACHINE",
        "127.9.9.9, THIS_MACHINE",
        "::1, THIS_MACHINE",
        "10.1.2.3, PRIVATE",
        "172.16.0.1, PRIVATE",
        "192.168.0.1, PRIVATE",
        "169.254.1.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "198.19.0.1, PRIVATE",
        "fd00::1, PRIVATE",
        "fe80::1, PRIVATE",
        "0.0.0.0, UNREACHABLE",
        "224.0.0.1, UNREACHABLE",
        "255.255.255.255, UNREACHABLE",
        "192.0.2.1, UNREACHABLE",
        "203.0.113.5, UNREACHABLE",
        "2001:db8::1, UNREACHABLE",
    })
    void knowsFromWhereAnAddressCanBeReached(String address, AddressScope scope) throws Exception {
        assertThat(AddressScope.of(InetAddress.getByName(address))).isEqualTo(scope);
    }
}
