package io.minerstack.bench.fake;

import io.netty.channel.ChannelOption;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * An OpenAI-compatible model server on 127.0.0.1 that behaves as told: {@code POST /v1/chat/completions} (stream and not),
 * {@code GET /v1/models}, {@code GET /health}. Thousands of requests a second: all waits are timers.
 *
 * <pre>{@code
 * try (FakeModel model = FakeModel.start()) {
 *     model.answering(request -> "{\"immediate_response\":\"…\"}");
 *     model.next(Behaviour.failing(503), Behaviour.good().cutAfter(5));  // then the default, see always()
 * }
 * }</pre>
 */
public final class FakeModel implements AutoCloseable {

    private final ResponseQueue script = new ResponseQueue();
    private final RequestLog ledger = new RequestLog();
    private final DisposableServer server;

    private FakeModel(int port, String model) {
        FakeModelHandler handler = new FakeModelHandler(model, script, ledger);
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .doOnChannelInit((observer, channel, address) -> {
                    ledger.connections.incrementAndGet();
                    channel.closeFuture().addListener(closed -> ledger.connections.decrementAndGet());
                })
                .route(routes -> routes.post("/v1/chat/completions", handler::complete)
                        .get("/v1/models", handler::models)
                        .get("/health", (request, response) -> response.send(Mono.empty())))
                .bindNow();
    }

    /** On a free port, as model {@code fake-model}. */
    public static FakeModel start() {
        return start(0, "fake-model");
    }

    /** On this port; 0 takes a free one. */
    public static FakeModel start(int port, String model) {
        return new FakeModel(port, model);
    }

    public int port() {
        return server.port();
    }

    /** Without {@code /v1}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Queues behaviours: the next requests take one each. */
    public FakeModel next(Behaviour... behaviours) {
        List.of(behaviours).forEach(script::queue);
        return this;
    }

    /** What requests get when nothing is queued. */
    public FakeModel always(Behaviour behaviour) {
        script.always(behaviour);
        return this;
    }

    /** Chooses the answer's text by the request. */
    public FakeModel answering(Function<FakeRequest, String> text) {
        script.text(text);
        return this;
    }

    public FakeModel answering(String text) {
        return answering(request -> text);
    }

    /** The last 1,000 completion requests, oldest first. */
    public List<FakeRequest> requests() {
        return ledger.requests();
    }

    public FakeRequest lastRequest() {
        return requests().getLast();
    }

    /** Completion requests that came in. */
    public int attempts() {
        return ledger.attempts.intValue();
    }

    /** Requests whose caller closed the connection before the answer was out. */
    public int cancelled() {
        return ledger.cancelled.intValue();
    }

    /** Requests being answered now. */
    public int inFlight() {
        return ledger.inFlight.get();
    }

    /** Connections open now. */
    public int connections() {
        return ledger.connections.get();
    }

    /** Forgets behaviours, requests and counts; the answer's text stays. */
    public void reset() {
        script.clear();
        ledger.clear();
    }

    /** Stops listening and closes every connection. */
    @Override
    public void close() {
        server.disposeNow(java.time.Duration.ofSeconds(3));
    }

    void awaitEnd() throws InterruptedException {
        java.util.concurrent.CountDownLatch ended = new java.util.concurrent.CountDownLatch(1);
        server.onDispose(ended::countDown);
        ended.await();
    }
}
