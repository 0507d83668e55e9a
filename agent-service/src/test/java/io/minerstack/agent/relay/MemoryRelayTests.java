package io.minerstack.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.TestObjects;
import io.minerstack.agent.client.MemoryServiceWebClient;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

@ExtendWith(OutputCaptureExtension.class)
class MemoryRelayTests {

    private static final RequestContext CONTEXT = TestObjects.context(Duration.ofSeconds(10));

    @Test
    void answers503AndLogsTheCauseOfAFailedConnect(CapturedOutput output) {
        // nothing listens on the reserved port 1
        MemoryRelay relay =
                new MemoryRelay(new MemoryServiceWebClient(WebClient.create("http://127.0.0.1:1")), Clock.systemUTC());

        StepVerifier.create(relay.send(
                                HttpMethod.GET,
                                "/conversations/{cid}",
                                Map.of("cid", "secret-cid"),
                                new MockServerHttpResponse())
                        .contextWrite(CONTEXT::into))
                .expectErrorSatisfies(failure -> {
                    assertThat(failure).isInstanceOf(ProblemException.class);
                    assertThat(((ProblemException) failure).type()).isEqualTo(ProblemType.UNAVAILABLE);
                    assertThat(((ProblemException) failure).getHeaders().getFirst("Retry-After"))
                            .isEqualTo("5");
                })
                .verify(Duration.ofSeconds(10));
        assertThat(output.getAll())
                .containsPattern("memory-service: relayed call failed: connection refused by 127.0.0.1:\\d+")
                .doesNotContain("secret-cid");
    }

    @Test
    void relaysStatusAndHeadersBeforeTheBodyArrives() {
        MockServerHttpResponse to = new MockServerHttpResponse();
        to.setWriteHandler(body -> body.doOnNext(DataBufferUtils::release).then());
        Sinks.Many<DataBuffer> body = Sinks.many().unicast().onBackpressureBuffer();

        StepVerifier.create(relaying(body.asFlux())
                        .send(HttpMethod.GET, "/c", Map.of(), to)
                        .contextWrite(CONTEXT::into))
                .then(() -> body.tryEmitNext(buffer("first")))
                .then(() -> {
                    assertThat(to.isCommitted()).isTrue();
                    assertThat(to.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
                    assertThat(to.getHeaders().getFirst("Retry-After")).isEqualTo("3");
                    assertThat(to.getHeaders().getFirst("Content-Type")).isEqualTo("application/json");
                    assertThat(to.getHeaders().getFirst("X-Inner")).isNull();
                })
                .then(body::tryEmitComplete)
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }

    @Test
    void cancelsAndReleasesBuffersWhenTheCallerDisconnects() {
        MockServerHttpResponse to = new MockServerHttpResponse();
        to.setWriteHandler(body ->
                body.doOnNext(DataBufferUtils::release).then().doOnDiscard(DataBuffer.class, DataBufferUtils::release));
        TestPublisher<DataBuffer> body = TestPublisher.create();
        List<PooledDataBuffer> buffers = List.of(buffer("first"), buffer("second"));

        StepVerifier.create(relaying(body.flux())
                        .send(HttpMethod.GET, "/c", Map.of(), to)
                        .contextWrite(CONTEXT::into))
                .then(() -> buffers.forEach(body::next))
                .thenCancel()
                .verify(Duration.ofSeconds(10));

        body.assertCancelled();
        assertThat(buffers).noneMatch(PooledDataBuffer::isAllocated);
    }

    @Test
    void mapsReadErrorsToAProblemAndKeepsWriteErrors() {
        MockServerHttpResponse to = new MockServerHttpResponse();

        StepVerifier.create(relaying(Flux.error(new IOException("secret-cid")))
                        .send(HttpMethod.GET, "/c", Map.of(), to)
                        .contextWrite(CONTEXT::into))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                                .isEqualTo(ProblemType.UNAVAILABLE)))
                .verify(Duration.ofSeconds(10));

        MockServerHttpResponse gone = new MockServerHttpResponse();
        gone.setWriteHandler(body ->
                body.doOnNext(DataBufferUtils::release).then(Mono.error(new IOException("Connection reset by peer"))));
        StepVerifier.create(relaying(Flux.just(buffer("x")))
                        .send(HttpMethod.GET, "/c", Map.of(), gone)
                        .contextWrite(CONTEXT::into))
                .expectError(IOException.class)
                .verify(Duration.ofSeconds(10));
    }

    private static MemoryRelay relaying(Flux<DataBuffer> body) {
        WebClient http = WebClient.builder()
                .exchangeFunction(request -> Mono.just(ClientResponse.create(HttpStatus.ACCEPTED)
                        .header("Content-Type", "application/json")
                        .header("Retry-After", "3")
                        .header("X-Inner", "x")
                        .body(body)
                        .build()))
                .build();
        return new MemoryRelay(new MemoryServiceWebClient(http), Clock.systemUTC());
    }

    private static PooledDataBuffer buffer(String text) {
        NettyDataBufferFactory factory = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);
        NettyDataBuffer buffer = factory.allocateBuffer(text.length());
        buffer.write(text, StandardCharsets.UTF_8);
        return buffer;
    }
}
