package io.minerstack.standalone.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.client.ConnectRetry;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class InProcessCallTests extends ServiceCallContract {

    private static final int PORT = 8002;

    private final ServiceEndpoints endpoints = new ServiceEndpoints();
    private final ServiceEndpoint endpoint = endpoints.add("agent-service", PORT);

    @Test
    void leavesOtherAddressesToTheNetwork() {
        assertThat(endpoints.connectorTo(URI.create("http://127.0.0.1:8003"))).isNull();
        assertThat(endpoints.connectorTo(URI.create("http://192.0.2.7:8002"))).isNull();
        assertThat(endpoints.connectorTo(URI.create("https://127.0.0.1:8002"))).isNull();
        assertThat(endpoints.connectorTo(URI.create("http://127.0.0.1:8002/"))).isNotNull();
    }

    @Test
    void refusesAConnectionBeforeTheServiceHasStarted() {
        StepVerifier.create(call(HttpMethod.GET, "/"))
                .expectErrorMatches(ConnectRetry::isUnreachable)
                .verify(SOON);
    }

    @Test
    void asksTheServiceForNoMoreThanTheCallerReads() {
        AtomicInteger written = new AtomicInteger();
        serve((request, response) ->
                response.writeWith(Flux.range(1, 1_000).doOnNext(written::set).map(number -> buffer("x"))));

        StepVerifier.create(call(HttpMethod.GET, "/").flatMapMany(ClientHttpResponse::getBody), 2)
                .expectNextCount(2)
                .then(() -> assertThat(written).hasValueLessThanOrEqualTo(3))
                .thenRequest(1)
                .expectNextCount(1)
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void asksTheCallerForNoMoreThanTheServiceReads() {
        AtomicInteger sent = new AtomicInteger();
        Sinks.One<String> more = Sinks.one();
        serve((request, response) -> request.getBody()
                .map(ServiceCallContract::string)
                .delayUntil(text -> more.asMono())
                .then(response.setComplete()));

        StepVerifier.create(call(
                                HttpMethod.POST,
                                "/",
                                request -> request.writeWith(
                                        Flux.range(1, 1_000).doOnNext(sent::set).map(number -> buffer("x"))))
                        .map(response -> response.getStatusCode().value()))
                .expectSubscription()
                .then(() -> assertThat(sent).hasValueLessThan(100))
                .then(() -> more.tryEmitValue("go on"))
                .expectNext(200)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void waitsForTheRequestsInProgressBeforeItStops() {
        Sinks.One<String> work = Sinks.one();
        CountDownLatch begun = new CountDownLatch(1);
        serve((request, response) ->
                work.asMono().doOnSubscribe(subscribed -> begun.countDown()).then(response.setComplete()));
        Mono<ClientHttpResponse> answer = call(HttpMethod.GET, "/").cache();
        answer.subscribe();
        await(begun);
        AtomicBoolean idle = new AtomicBoolean();

        endpoint.close(() -> idle.set(true));

        assertThat(idle).isFalse();
        StepVerifier.create(call(HttpMethod.GET, "/"))
                .expectErrorMatches(ConnectRetry::isUnreachable)
                .verify(SOON);
        assertThat(idle).isFalse();
        work.tryEmitValue("done");
        assertThat(Objects.requireNonNull(answer.block(SOON)).getStatusCode().value())
                .isEqualTo(200);
        assertThat(idle).isTrue();
    }

    @Test
    void breaksOffTheRequestsThatTakeTooLongToStop() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        serve((request, response) -> Mono.<Void>never()
                .doOnSubscribe(subscribed -> begun.countDown())
                .doOnCancel(cancelled::countDown));
        AtomicBoolean idle = new AtomicBoolean();

        StepVerifier.create(call(HttpMethod.GET, "/"))
                .then(() -> {
                    await(begun);
                    endpoint.close(() -> idle.set(true));
                    endpoint.breakOff();
                })
                .expectError(BrokenExchangeException.class)
                .verify(SOON);
        await(cancelled);
        assertThat(idle).isTrue();
    }

    @Test
    void answersInTheThreadOfTheCaller() {
        serve((request, response) -> {
            response.getHeaders().set("X-Thread", Thread.currentThread().getName());
            return response.setComplete();
        });

        StepVerifier.create(call(HttpMethod.GET, "/").map(response -> Thread.currentThread()
                        .getName()
                        .equals(response.getHeaders().getFirst("X-Thread"))))
                .expectNext(true)
                .expectComplete()
                .verify(SOON);
    }

    @Override
    void serve(HttpHandler handler) {
        endpoint.open(handler);
    }

    @Override
    void stopServing() {
        endpoint.close(() -> {});
    }

    @Override
    ClientHttpConnector connector() {
        return Objects.requireNonNull(endpoints.connectorTo(url("/")));
    }

    @Override
    URI url(String path) {
        return URI.create("http://127.0.0.1:" + PORT + path);
    }
}
