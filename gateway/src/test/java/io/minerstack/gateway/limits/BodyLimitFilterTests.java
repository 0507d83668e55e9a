package io.minerstack.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class BodyLimitFilterTests {

    private static final int CHUNK = 50_000;
    private static final WebFilterChain READ_BODY = exchange ->
            exchange.getRequest().getBody().doOnNext(DataBufferUtils::release).then();
    private static final WebFilterChain READ_BODY_AND_WAIT =
            exchange -> READ_BODY.filter(exchange).then(Mono.never());

    private final LimitsProperties properties =
            new LimitsProperties(DataSize.ofKilobytes(128), 10, DataSize.ofKilobytes(256));
    private final InFlightBodyBytes bytes = new InFlightBodyBytes(properties);
    private final BodyLimitFilter filter = new BodyLimitFilter(properties, bytes);

    @Test
    void reservesTheDeclaredLengthUntilTheRequestIsCancelled() {
        StepVerifier.create(filter.filter(declared(100_000), exchange -> Mono.never()))
                .then(() -> assertThat(bytes.inFlight()).isEqualTo(100_000))
                .thenCancel()
                .verify(Duration.ofSeconds(10));

        assertThat(bytes.inFlight()).isZero();
    }

    @Test
    void reservesWhatArrivesOfAChunkedBodyUntilTheRequestIsCancelled() {
        StepVerifier.create(filter.filter(chunked(2), READ_BODY_AND_WAIT))
                .then(() -> assertThat(bytes.inFlight()).isEqualTo(2 * CHUNK))
                .thenCancel()
                .verify(Duration.ofSeconds(10));

        assertThat(bytes.inFlight()).isZero();
    }

    @Test
    void releasesTheBytesWhenALaterFilterFails() {
        StepVerifier.create(filter.filter(declared(100_000), exchange -> {
                    throw new IllegalStateException("a later filter failed");
                }))
                .expectError(IllegalStateException.class)
                .verify(Duration.ofSeconds(10));

        assertThat(bytes.inFlight()).isZero();
    }

    @Test
    void refusesAChunkedBodyAsSoonAsItIsTooLarge() {
        StepVerifier.create(filter.filter(chunked(3), READ_BODY))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(
                                        problem.type().status().value())
                                .isEqualTo(413)))
                .verify(Duration.ofSeconds(10));

        assertThat(bytes.inFlight()).isZero();
    }

    private static ServerWebExchange declared(long length) {
        return MockServerWebExchange.from(
                MockServerHttpRequest.post("/complete").contentLength(length));
    }

    private static ServerWebExchange chunked(int chunks) {
        DefaultDataBufferFactory buffers = new DefaultDataBufferFactory();
        Flux<DataBuffer> body = Flux.range(0, chunks).map(i -> buffers.wrap(new byte[CHUNK]));
        return MockServerWebExchange.from(MockServerHttpRequest.post("/complete")
                .header("Transfer-Encoding", "chunked")
                .body(body));
    }
}
