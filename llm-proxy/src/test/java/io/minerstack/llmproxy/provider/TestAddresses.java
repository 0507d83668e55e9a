package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.discovery.AddressSource;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import reactor.core.publisher.Mono;

/** The addresses that a test gives to the host name of its model servers. */
@TestConfiguration(proxyBeanMethods = false)
class TestAddresses {

    private static final AtomicInteger LOOKS = new AtomicInteger();
    private static volatile Mono<Set<InetAddress>> answer = Mono.empty();

    static void set(String... addresses) {
        answer = Mono.just(Arrays.stream(addresses).map(InetAddress::ofLiteral).collect(Collectors.toSet()));
    }

    static void fail() {
        answer = Mono.error(new IllegalStateException("no name server"));
    }

    /** Number of looks that began: one look ends before the next one begins. */
    static int looks() {
        return LOOKS.get();
    }

    @Bean
    @Primary
    AddressSource testAddressSource() {
        return host -> Mono.defer(() -> {
            LOOKS.incrementAndGet();
            return answer;
        });
    }
}
