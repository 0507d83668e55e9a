package io.minerstack.standalone.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.client.ConnectRetry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What a call between services does, whether it passes a socket or not. */
abstract class ServiceCallContract {

    static final Duration SOON = Duration.ofSeconds(10);

    /** Starts the called service. */
    abstract void serve(HttpHandler handler);

    abstract void stopServing();

    abstract ClientHttpConnector connector();

    /** The URL of the called service, running or not. */
    abstract URI url(String path);

    @Test
    void handsOverTheRequestAndTheResponse() {
        AtomicReference<String> received = new AtomicReference<>();
        serve((request, response) -> text(request.getBody()).flatMap(body -> {
            received.set(request.getMethod() + " " + request.getURI() + " "
                    + request.getHeaders().get("X-Two") + " "
                    + request.getHeaders().getFirst("Host") + " " + body);
            response.setStatusCode(HttpStatus.TOO_MANY_REQUESTS);
            response.getHeaders().add("Retry-After", "7");
            return response.writeWith(buffers("the", "answer"));
        }));

        ClientHttpResponse response = answer(call(HttpMethod.POST, "/a%2Fb/?c=%20d", request -> {
            request.getHeaders().addAll("X-Two", List.of("one", "two"));
            return request.writeWith(buffers("the ", "question"));
        }));

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(response.getHeaders().getFirst("Retry-After")).isEqualTo("7");
        assertThat(text(response.getBody()).block(SOON)).isEqualTo("theanswer");
        assertThat(received)
                .hasValue("POST " + url("/a%2Fb/?c=%20d") + " [one, two] " + url("/").getAuthority() + " the question");
    }

    @Test
    void streamsBothWaysAtTheSameTime() {
        serve((request, response) ->
                response.writeAndFlushWith(request.getBody().map(Flux::just)));
        Sinks.Many<DataBuffer> question = Sinks.many().unicast().onBackpressureBuffer();

        Flux<String> answer = call(
                        HttpMethod.POST,
                        "/",
                        request -> request.writeAndFlushWith(question.asFlux().map(Flux::just)))
                .flatMapMany(ClientHttpResponse::getBody)
                .map(ServiceCallContract::string);

        StepVerifier.create(answer)
                .then(() -> question.tryEmitNext(buffer("one")))
                .expectNext("one")
                .then(() -> question.tryEmitNext(buffer("two")))
                .expectNext("two")
                .then(question::tryEmitComplete)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void answersWhileTheRequestIsStillBeingSent() {
        serve((request, response) -> {
            response.setStatusCode(HttpStatus.CONTENT_TOO_LARGE);
            return response.setComplete();
        });

        StepVerifier.create(call(
                                HttpMethod.POST,
                                "/",
                                request -> request.writeWith(
                                        Flux.<DataBuffer>never().startWith(buffer("a"))))
                        .map(ClientHttpResponse::getStatusCode))
                .expectNext(HttpStatus.CONTENT_TOO_LARGE)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void tellsTheLengthOfAnEmptyBody() {
        serve((request, response) -> response.setComplete());

        ClientHttpResponse response = answer(call(HttpMethod.GET, "/"));

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(response.getHeaders().getContentLength()).isZero();
        assertThat(text(response.getBody()).block(SOON)).isEmpty();
    }

    @Test
    void leavesNothingOfABodyThatWasRead() {
        serve((request, response) -> response.writeWith(Mono.just(buffer("once"))));

        StepVerifier.create(call(HttpMethod.GET, "/").flatMap(response -> text(response.getBody())
                        .flatMap(first -> text(response.getBody()).map(second -> first + "," + second))))
                .expectNext("once,")
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void answersAHeadRequestWithoutABody() {
        serve((request, response) -> {
            response.getHeaders().setContentLength(9);
            return response.writeWith(Mono.just(buffer("the answer".substring(1))));
        });

        ClientHttpResponse response = answer(call(HttpMethod.HEAD, "/"));

        assertThat(response.getHeaders().getContentLength()).isEqualTo(9);
        assertThat(text(response.getBody()).block(SOON)).isEmpty();
    }

    @Test
    void cancelsTheServiceWhenTheCallerLeavesBeforeTheResponse() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        serve((request, response) -> Mono.<Void>never()
                .doOnSubscribe(subscribed -> asked.countDown())
                .doOnCancel(cancelled::countDown));

        var caller = call(HttpMethod.GET, "/").subscribe();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        caller.dispose();

        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void cancelsTheServiceWhenTheCallerLeavesDuringTheBody() throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        serve((request, response) -> response.writeAndFlushWith(
                        Flux.interval(Duration.ofMillis(5)).onBackpressureDrop().map(tick -> Flux.just(buffer("x"))))
                .doOnCancel(cancelled::countDown));

        call(HttpMethod.GET, "/")
                .flatMapMany(ClientHttpResponse::getBody)
                .map(ServiceCallContract::string)
                .take(3)
                .blockLast(SOON);

        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void answers500WhereTheServiceFailsBeforeTheResponse() {
        serve((request, response) -> Mono.error(new IllegalStateException("a secret")));

        ClientHttpResponse response = answer(call(HttpMethod.GET, "/"));

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(text(response.getBody()).block(SOON)).isEmpty();
    }

    @Test
    void breaksTheBodyWhereTheServiceFailsDuringTheResponse() {
        serve((request, response) -> response.writeAndFlushWith(
                Flux.just(Flux.just(buffer("the be")), Flux.error(new IllegalStateException("a secret")))));

        StepVerifier.create(call(HttpMethod.GET, "/")
                        .flatMapMany(ClientHttpResponse::getBody)
                        .map(ServiceCallContract::string))
                .expectNext("the be")
                .expectErrorSatisfies(ServiceCallContract::isBrokenConnection)
                .verify(SOON);
    }

    @Test
    void breaksTheBodyWhereTheServiceFailsBehindItsLastBuffer() {
        serve((request, response) ->
                response.writeWith(buffers("all", "of", "it")).then(Mono.error(new IllegalStateException("a secret"))));

        StepVerifier.create(call(HttpMethod.GET, "/")
                        .flatMapMany(ClientHttpResponse::getBody)
                        .map(ServiceCallContract::string)
                        .reduce(String::concat))
                .expectErrorSatisfies(ServiceCallContract::isBrokenConnection)
                .verify(SOON);
    }

    @Test
    void givesTheCallerItsOwnFailureWhereTheRequestBodyFails() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        serve((request, response) -> text(request.getBody())
                .doOnError(failure -> ended.countDown())
                .doOnCancel(ended::countDown)
                .then(response.setComplete()));

        StepVerifier.create(call(
                        HttpMethod.POST,
                        "/",
                        request -> request.writeWith(
                                Flux.concat(buffers("a"), Mono.error(new IllegalArgumentException("too large"))))))
                .expectErrorMessage("too large")
                .verify(SOON);
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesAConnectionWhereTheServiceDoesNotRun() {
        serve((request, response) -> response.setComplete());
        stopServing();

        StepVerifier.create(call(HttpMethod.GET, "/"))
                .expectErrorMatches(ConnectRetry::isUnreachable)
                .verify(SOON);
    }

    @Test
    void keepsTheReactorContextsApart() {
        AtomicReference<String> seen = new AtomicReference<>("");
        serve((request, response) -> response.writeWith(request.getBody()
                        .doOnNext(DataBufferUtils::release)
                        .thenMany(Flux.deferContextual(
                                context -> buffers("service:" + context.getOrDefault("who", "nobody")))))
                .contextWrite(context -> {
                    seen.set("caller:" + context.getOrDefault("who", "nobody"));
                    return context.put("who", "service");
                }));

        String answer = call(
                        HttpMethod.POST,
                        "/",
                        request -> request.writeWith(Flux.deferContextual(context -> {
                            seen.accumulateAndGet(
                                    context.getOrDefault("who", "nobody"), (one, two) -> one + " body:" + two);
                            return buffers("question");
                        })))
                .flatMap(response -> text(response.getBody()))
                .contextWrite(context -> context.put("who", "caller"))
                .block(SOON);

        assertThat(answer).isEqualTo("service:service");
        assertThat(seen.get()).contains("caller:nobody");
    }

    @Test
    void releasesTheBuffersThatNobodyReads() {
        DataBuffer unreadRequest = buffer("nobody reads this");
        DataBuffer unreadResponse = buffer("nor this");
        serve((request, response) -> request.getMethod().equals(HttpMethod.POST)
                ? response.setComplete()
                : response.writeWith(Mono.just(unreadResponse)));

        call(HttpMethod.POST, "/", request -> request.writeWith(Mono.just(unreadRequest)))
                .flatMap(response -> text(response.getBody()))
                .block(SOON);
        CountDownLatch answered = new CountDownLatch(1);
        Disposable caller = call(HttpMethod.GET, "/")
                .flatMap(response -> Mono.<String>never().doOnSubscribe(subscribed -> answered.countDown()))
                .subscribe();
        await(answered);
        caller.dispose();

        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            assertThat(references(unreadRequest)).isZero();
            assertThat(references(unreadResponse)).isZero();
        });
    }

    @Test
    void doesNotGrowTheStackWithCallsThatCall() {
        serve((request, response) -> response.setComplete());
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(5_000);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        callAgain(left, done, failure);

        await(done);
        assertThat(failure.get()).isNull();
    }

    private void callAgain(AtomicInteger left, CountDownLatch done, AtomicReference<@Nullable Throwable> failure) {
        call(HttpMethod.GET, "/")
                .flatMap(response -> text(response.getBody()))
                .subscribe(
                        ignored -> {
                            if (left.decrementAndGet() == 0) {
                                done.countDown();
                            } else {
                                callAgain(left, done, failure);
                            }
                        },
                        failed -> {
                            failure.set(failed);
                            done.countDown();
                        });
    }

    Mono<ClientHttpResponse> call(HttpMethod method, String path) {
        return call(method, path, ClientHttpRequest::setComplete);
    }

    Mono<ClientHttpResponse> call(
            HttpMethod method, String path, Function<ClientHttpRequest, Mono<Void>> requestCallback) {
        // the thread of a test may block
        return connector().connect(method, url(path), requestCallback).subscribeOn(Schedulers.parallel());
    }

    private static ClientHttpResponse answer(Mono<ClientHttpResponse> call) {
        return Objects.requireNonNull(call.block(SOON));
    }

    static Flux<DataBuffer> buffers(String... texts) {
        return Flux.fromArray(texts).map(ServiceCallContract::buffer);
    }

    static DataBuffer buffer(String text) {
        DataBuffer buffer = Buffers.FACTORY.allocateBuffer(text.length());
        buffer.write(text, StandardCharsets.UTF_8);
        return buffer;
    }

    static String string(DataBuffer buffer) {
        String text = buffer.toString(StandardCharsets.UTF_8);
        DataBufferUtils.release(buffer);
        return text;
    }

    static Mono<String> text(Flux<DataBuffer> body) {
        return DataBufferUtils.join(body)
                .defaultIfEmpty(DefaultDataBufferFactory.sharedInstance.wrap(new byte[0]))
                .map(ServiceCallContract::string);
    }

    static int references(DataBuffer buffer) {
        return ((NettyDataBuffer) buffer).getNativeBuffer().refCnt();
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    private static void isBrokenConnection(Throwable failure) {
        assertThat(failure).isInstanceOf(IOException.class).hasNoCause();
        assertThat(ConnectRetry.isUnreachable(failure)).isFalse();
        assertThat(failure.getMessage()).doesNotContain("secret");
    }
}
