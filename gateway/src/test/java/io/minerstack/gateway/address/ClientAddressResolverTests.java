package io.minerstack.gateway.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientAddressResolverTests {

    private static final List<CidrBlock> PROXIES =
            Stream.of("10.0.0.0/8", "fd00::/8", "192.0.2.7").map(CidrBlock::of).toList();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // an untrusted peer's header is ignored
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
    void findsTheNearestUntrustedHop(String peer, String forwarded, String expected) {
        ClientAddressResolver addresses = new ClientAddressResolver(new TrustedProxyProperties(PROXIES));
        MockServerHttpRequest.BaseBuilder<?> request =
                MockServerHttpRequest.get("/").remoteAddress(new InetSocketAddress(InetAddress.ofLiteral(peer), 1234));
        if (forwarded != null) {
            request.header("X-Forwarded-For", forwarded);
        }

        assertThat(addresses.networkOf(request.build())).isEqualTo(expected);
    }

    @Test
    void ignoresTheHeaderWithoutTrustedProxies() {
        ClientAddressResolver addresses = new ClientAddressResolver(new TrustedProxyProperties(List.of()));

        assertThat(addresses.networkOf(MockServerHttpRequest.get("/")
                        .remoteAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1))
                        .header("X-Forwarded-For", "198.51.100.1")
                        .build()))
                .isEqualTo("127.0.0.1");
    }
}
