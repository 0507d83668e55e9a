package io.minerstack.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientNetworkTests {

    private static final List<Network> PROXIES =
            Stream.of("10.0.0.0/8", "fd00::/8", "192.0.2.7").map(Network::of).toList();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // a stranger's word counts for nothing
                "203.0.113.9; 198.51.100.1; 203.0.113.9",
                "203.0.113.9; -; 203.0.113.9",
                "10.1.2.3; 198.51.100.1; 198.51.100.1",
                "10.1.2.3; 6.6.6.6, 198.51.100.1; 198.51.100.1",
                "10.1.2.3; 6.6.6.6, 198.51.100.1, 10.9.9.9; 198.51.100.1",
                "192.0.2.7; 198.51.100.1:4711; 198.51.100.1",
                "192.0.2.8; 198.51.100.1; 192.0.2.8",
                "10.1.2.3; unknown; 10.1.2.3",
                "10.1.2.3; example.org; 10.1.2.3",
                "10.1.2.3; -; 10.1.2.3",
                "10.1.2.3; 2001:db8:1:2:3:4:5:6; 2001:db8:1:2:0:0:0:0/64",
                "10.1.2.3; [2001:db8:1:2::9]:80; 2001:db8:1:2:0:0:0:0/64",
                "fd12::1; ::ffff:198.51.100.1; 198.51.100.1",
                "2001:db8:1:2:3:4:5:6; -; 2001:db8:1:2:0:0:0:0/64"
            },
            delimiter = ';')
    void findsTheNearestHopThatIsNotOurs(String peer, String forwarded, String expected) {
        ClientNetwork networks = new ClientNetwork(new ClientProperties(PROXIES));
        MockServerHttpRequest.BaseBuilder<?> request =
                MockServerHttpRequest.get("/").remoteAddress(new InetSocketAddress(InetAddress.ofLiteral(peer), 1234));
        if (forwarded != null) {
            request.header("X-Forwarded-For", forwarded);
        }

        assertThat(networks.of(request.build())).isEqualTo(expected);
    }

    @Test
    void believesNobodyUnlessItIsTold() {
        ClientNetwork networks = new ClientNetwork(new ClientProperties(List.of()));

        assertThat(networks.of(MockServerHttpRequest.get("/")
                        .remoteAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1))
                        .header("X-Forwarded-For", "198.51.100.1")
                        .build()))
                .isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.0/9, 10.128.0.1, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7/31, 192.0.2.6, true",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "0.0.0.0/0, ::1, false"
    })
    void knowsWhatIsInANetwork(String network, String address, boolean inside) {
        assertThat(Network.of(network).contains(InetAddress.ofLiteral(address))).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0/8/8", "::/129"})
    void refusesWhatIsNoNetwork(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.of(text));
    }
}
