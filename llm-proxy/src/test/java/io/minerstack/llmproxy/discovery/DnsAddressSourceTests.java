package io.minerstack.llmproxy.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.transport.NameResolverProvider;

class DnsAddressSourceTests {

    private final NameServer server = new NameServer();
    private final DnsAddressSource source = new DnsAddressSource(NameResolverProvider.builder()
            .dnsAddressResolverGroupProvider(builder -> new DnsAddressResolverGroup(
                    builder.nameServerProvider(new SingletonDnsServerAddressStreamProvider(server.address())))));

    @AfterEach
    void stop() {
        source.close();
        server.close();
    }

    @Test
    void tellsAllAddressesAndSeesAChangeAtOnce() {
        server.set("10.0.0.1", "10.0.0.2");
        assertThat(addresses("models.test")).isEqualTo(literals("10.0.0.1", "10.0.0.2"));

        server.set("10.0.0.2", "10.0.0.3", "10.0.0.4");

        assertThat(addresses("models.test")).isEqualTo(literals("10.0.0.2", "10.0.0.3", "10.0.0.4"));
    }

    @Test
    void aServerWithAddressesOfBothFamiliesIsOneServer() {
        server.set("10.0.0.1", "fd00::1", "fd00::2");
        assertThat(addresses("models.test")).isEqualTo(literals("10.0.0.1"));

        server.set("fd00::1", "fd00::2");

        assertThat(addresses("models.test")).isEqualTo(literals("fd00::1", "fd00::2"));
    }

    @Test
    void aNameThatDoesNotExistIsAnError() {
        assertThatThrownBy(() -> addresses("models.test")).hasCauseInstanceOf(UnknownHostException.class);
    }

    private Set<InetAddress> addresses(String host) {
        return Objects.requireNonNull(source.addresses(host).block(Duration.ofSeconds(20)));
    }

    private static Set<InetAddress> literals(String... texts) {
        return Arrays.stream(texts).map(InetAddress::ofLiteral).collect(Collectors.toSet());
    }
}
