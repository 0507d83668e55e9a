package io.minerstack.standalone.inprocess;

import java.net.URI;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Sends requests to a service of the same JVM. */
final class InProcessConnector implements ClientHttpConnector {

    private final ServiceEndpoint service;

    InProcessConnector(ServiceEndpoint service) {
        this.service = service;
    }

    @Override
    public Mono<ClientHttpResponse> connect(
            HttpMethod method, URI url, Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super ClientHttpResponse> caller) {
                caller.onSubscribe(
                        new InProcessExchange(service, new InProcessRequest(method, url), requestCallback, caller));
            }
        };
    }
}
