package io.minerstack.standalone.inprocess;

import java.net.ConnectException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHeadResponseDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.channel.AbortedException;
import reactor.util.context.Context;

/**
 * One request to a service and its response. The service's code runs in the caller's thread, with a Reactor context of
 * its own. A caller that leaves cancels the service's work, and an end of that work before the response is complete is
 * a {@link BrokenExchangeException} for the caller.
 */
final class InProcessExchange implements Subscription {

    private static final Logger log = LoggerFactory.getLogger(InProcessExchange.class);

    /** More requests inside each other than services call each other continue in another thread. */
    private static final int MAX_DEPTH = 6;

    private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

    private final ServiceEndpoint endpoint;
    private final InProcessRequest request;
    private final Function<? super ClientHttpRequest, Mono<Void>> requestCallback;
    private final CoreSubscriber<? super ClientHttpResponse> caller;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Disposable.Swap running = Disposables.swap();
    private volatile @Nullable RequestBody requestBody;
    private volatile @Nullable ResponseBody responseBody;

    InProcessExchange(
            ServiceEndpoint endpoint,
            InProcessRequest request,
            Function<? super ClientHttpRequest, Mono<Void>> requestCallback,
            CoreSubscriber<? super ClientHttpResponse> caller) {
        this.endpoint = endpoint;
        this.request = request;
        this.requestCallback = requestCallback;
        this.caller = caller;
    }

    /** Starts: the caller waits for the response. */
    @Override
    public void request(long ignored) {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        HttpHandler service;
        try {
            service = endpoint.enter(this);
        } catch (ConnectException refused) {
            fail(refused);
            return;
        }
        RequestWriting writing = new RequestWriting(service);
        running.replace(writing);
        written().subscribe(writing);
    }

    private Mono<Void> written() {
        try {
            return requestCallback.apply(request);
        } catch (RuntimeException failure) {
            return Mono.error(failure);
        }
    }

    /** The caller leaves. One that reads the body already ends that instead. */
    @Override
    public void cancel() {
        answered.set(true);
        ResponseBody body = responseBody;
        if (body == null || !body.isRead()) {
            end();
        }
    }

    /** The endpoint can't wait for this request any longer. */
    void breakOff() {
        fail(new BrokenExchangeException());
        end();
    }

    /** The caller gets a failure: this one, or a broken body where it has the response already. */
    void fail(Throwable failure) {
        if (answered.compareAndSet(false, true)) {
            caller.onError(failure);
        } else {
            breakOffBody();
        }
    }

    private void breakOffBody() {
        ResponseBody body = responseBody;
        if (body != null) {
            body.breakOff();
        }
    }

    /** Nothing more is to come from the service; what it still does is cancelled. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            running.dispose();
            RequestBody body = requestBody;
            if (body != null) {
                body.discard();
            }
            endpoint.leave(this);
        }
    }

    /** The service writes a response with a body. */
    void answer(
            ServerHttpResponse response, Publisher<? extends DataBuffer> body, CoreSubscriber<? super Void> writer) {
        ResponseBody handedOver =
                new ResponseBody(this, body, response.getHeaders().getContentLength() >= 0, writer);
        responseBody = handedOver;
        writer.onSubscribe(handedOver);
        if (!answer(InProcessResponse.of(response, handedOver))) {
            writer.onError(new AbortedException("The caller ended the request"));
        }
    }

    private boolean answer(InProcessResponse response) {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        caller.onNext(response);
        caller.onComplete();
        return true;
    }

    private void handle(HttpHandler service) {
        int[] depth = DEPTH.get();
        if (depth[0] >= MAX_DEPTH) {
            Schedulers.parallel().schedule(() -> handle(service));
            return;
        }
        depth[0]++;
        try {
            handleHere(service);
        } finally {
            depth[0]--;
        }
    }

    private void handleHere(HttpHandler service) {
        RequestBody body = new RequestBody(this, request.body(), caller.currentContext());
        requestBody = body;
        if (ended.get()) {
            body.discard();
            return;
        }
        InProcessServerRequest received = new InProcessServerRequest(request, body);
        InProcessServerResponse response = new InProcessServerResponse(this);
        boolean head = request.getMethod().equals(HttpMethod.HEAD);
        Handling handling = new Handling(response);
        running.replace(handling);
        Mono<Void> work;
        try {
            work = service.handle(received, head ? new HttpHeadResponseDecorator(response) : response);
        } catch (RuntimeException failure) {
            work = Mono.error(failure);
        }
        work.subscribe(handling);
    }

    /** The caller's code writes the request. */
    private final class RequestWriting extends BaseSubscriber<Void> {

        private final HttpHandler service;

        RequestWriting(HttpHandler service) {
            this.service = service;
        }

        @Override
        public Context currentContext() {
            return caller.currentContext();
        }

        @Override
        protected void hookOnComplete() {
            handle(service);
        }

        @Override
        protected void hookOnError(Throwable failure) {
            fail(failure);
            end();
        }
    }

    /** The service's code handles the request. */
    private final class Handling extends BaseSubscriber<Void> {

        private final InProcessServerResponse response;

        Handling(InProcessServerResponse response) {
            this.response = response;
        }

        @Override
        public Context currentContext() {
            return Context.empty();
        }

        @Override
        protected void hookOnComplete() {
            ResponseBody body = responseBody;
            if (body != null) {
                body.handled();
            } else {
                answer(InProcessResponse.empty(response, !request.getMethod().equals(HttpMethod.HEAD)));
            }
            end();
        }

        @Override
        protected void hookOnError(Throwable failure) {
            if (responseBody != null) {
                fail(new BrokenExchangeException());
            } else if (answer(InProcessResponse.failed())) {
                log.error("{}: unhandled failure of a {} request", endpoint.name(), request.getMethod(), failure);
            }
            end();
        }
    }
}
