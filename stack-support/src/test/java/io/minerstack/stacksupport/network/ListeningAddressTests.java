package io.minerstack.stacksupport.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListeningAddressTests {

    @ParameterizedTest
    @CsvSource({
        "'', 127.0.0.1",
        "0.0.0.0, 127.0.0.1",
        "::, 127.0.0.1",
        "[::], 127.0.0.1",
        "localhost, 127.0.0.1",
        "192.0.2.7, 192.0.2.7",
        "2001:db8::7, [2001:db8::7]",
        "[2001:db8::7], [2001:db8::7]"
    })
    void hasTheLoopbackAddressForEveryAddressAndBracketsAroundIpv6(String address, String host) {
        assertThat(ListeningAddress.toHost(address, "127.0.0.1")).isEqualTo(host);
    }
}
