package io.minerstack.bench.fake;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * A fake OpenAI-compatible model server on a loopback address with scripted responses: {@code POST
 * /v1/chat/completions} (whole and streamed), {@code GET /v1/models}, {@code GET /health}. Delays are timers and block
 * no thread, so the server handles thousands of requests per second.
 *
 * <pre>{@code
 * try (FakeModel model = FakeModel.start()) {
 *     model.answering(request -> "{\"immediate_response\":\"…\"}");
 *     model.next(FakeResponse.error(503), FakeResponse.ok().cutAfter(5));  // later requests get always()
 * }
 * }</pre>
 */
public final class FakeModel implements AutoCloseable {

    private final ResponseQueue responses = new ResponseQueue();
    private final RequestLog log = new RequestLog();
    private final String host;
    private final FakeModelHandler handler;
    private final DisposableServer server;

    private FakeModel(String host, int port, String model) {
        this.host = host;
        handler = new FakeModelHandler(model, responses, log);
        server = HttpServer.create()
                .host(host)
                .port(port)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .doOnChannelInit((observer, channel, address) -> {
                    log.connections.incrementAndGet();
                    channel.closeFuture().addListener(closed -> log.connections.decrementAndGet());
                })
                .route(routes -> routes.post("/v1/chat/completions", handler::complete)
                        .get("/v1/models", handler::models)
                        .get("/health", (request, response) -> response.send(Mono.empty())))
                .bindNow();
    }

    /** Starts the model {@code fake-model} on a free port. */
    public static FakeModel start() {
        return start(0, "fake-model");
    }

    /** Starts a model on this port; 0 means a free port. */
    public static FakeModel start(int port, String model) {
        return start("127.0.0.1", port, model);
    }

    /** Starts a model on this address and port: several with the same port look like the pods of one Service. */
    public static FakeModel start(String host, int port, String model) {
        return new FakeModel(host, port, model);
    }

    public int port() {
        return server.port();
    }

    /** The base URL without {@code /v1}. */
    public String url() {
        return "http://" + host + ":" + port();
    }

    /** The list of models tells that this many requests are worked on at the same time, as local-llm's does. */
    public FakeModel workingOn(int requests) {
        handler.workingOn(requests);
        return this;
    }

    /** Queues responses: each of the next requests gets one of them. */
    public FakeModel next(FakeResponse... queued) {
        List.of(queued).forEach(responses::add);
        return this;
    }

    /** Sets the response for requests that find no queued response. */
    public FakeModel always(FakeResponse response) {
        return always(request -> response);
    }

    /** Sets a function that chooses the response for requests that find no queued response. */
    public FakeModel always(Function<FakeRequest, FakeResponse> chosen) {
        responses.setDefault(chosen);
        return this;
    }

    /** Sets a function that chooses the text of an answer by the request. */
    public FakeModel answering(Function<FakeRequest, String> text) {
        responses.setText(text);
        return this;
    }

    public FakeModel answering(String text) {
        return answering(request -> text);
    }

    /** The last completion requests, at most 1,000, oldest first. */
    public List<FakeRequest> requests() {
        return log.requests();
    }

    public FakeRequest lastRequest() {
        return requests().getLast();
    }

    /** Number of completion requests received. */
    public int attempts() {
        return log.attempts.intValue();
    }

    /** Number of requests whose caller closed the connection before the response was complete. */
    public int cancelled() {
        return log.cancelled.intValue();
    }

    /** Number of requests in progress. */
    public int inFlight() {
        return log.inFlight.get();
    }

    /** Number of open connections. */
    public int connections() {
        return log.connections.get();
    }

    /** Clears responses, recorded requests and counters; the text of the answers stays. */
    public void reset() {
        responses.clear();
        log.clear();
    }

    /** Stops listening and closes every connection. */
    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(3));
    }

    void awaitEnd() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        server.onDispose(ended::countDown);
        ended.await();
    }
}
