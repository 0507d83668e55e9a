package io.minerstack.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.servicesupport.client.ConnectRetry;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.test.StepVerifier;

class UpstreamFailureFilterTests {

    @Test
    void countsACallerThatWentAwayAsNoFailure() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/complete"));

        StepVerifier.create(new UpstreamFailureFilter(meters, ConnectRetry.none())
                        .filter(exchange, any -> Mono.error(AbortedException.beforeSend())))
                .expectError(RelayException.class)
                .verify(Duration.ofSeconds(10));

        assertThat(meters.get(UpstreamFailureFilter.FAILURES).counters())
                .extracting(Counter::count)
                .containsOnly(0.0);
    }

    @Test
    void countsAHostWithoutARouteAsUnreachable() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/complete"));
        RequestContext context = new RequestContext(
                new RequestId("r1"), null, new Deadline(Instant.parse("2026-01-01T00:00:00Z")), null);
        exchange.getAttributes().put("minerstack.request-context", context);

        StepVerifier.create(new UpstreamFailureFilter(meters, ConnectRetry.none())
                        .filter(exchange, any -> Mono.error(new NoRouteToHostException())))
                .expectError(RelayException.class)
                .verify(Duration.ofSeconds(10));

        assertThat(meters.get(UpstreamFailureFilter.FAILURES)
                        .tag("reason", "unreachable")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
