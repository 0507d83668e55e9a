package io.minerstack.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Stands where agent-service would: records what reaches it and answers as a test wants. Like the real one it reads a
 * body whole before it answers.
 */
public final class FakeAgent {

    /** How a request is answered. */
    @FunctionalInterface
    public interface Answer {
        Publisher<Void> to(Request request, HttpServerResponse response);
    }

    /** What arrived. */
    public record Request(String method, String uri, Map<String, List<String>> headers, String body) {

        public @Nullable String header(String name) {
            List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
            return values == null ? null : values.getFirst();
        }
    }

    /** What it answers unless a test says otherwise. */
    public static final Answer OK = json(200, "{\"ok\":true}");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String HEALTHY = "{\"status\":\"healthy\",\"llm_provider\":\"local\",\"model\":\"tiny\","
            + "\"active_conversations\":3,\"features\":{\"unified_api\":true,\"conversation_history\":true,"
            + "\"playbook_system\":true}}";

    // nothing here may lock: the event loop writes while a test reads
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> disconnects = new ConcurrentLinkedQueue<>();
    private volatile Answer answer = OK;
    private volatile Answer health = json(200, HEALTHY);
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicLong received = new AtomicLong();
    private volatile @Nullable DisposableServer server;
    private volatile int port;

    public static FakeAgent start() {
        FakeAgent agent = new FakeAgent();
        agent.listen();
        return agent;
    }

    /** Listens, on the same port as before if it was stopped. */
    public void listen() {
        DisposableServer bound = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .doOnChannelInit((observer, channel, address) -> channels.add(channel))
                .handle(this::handle)
                .bindNow();
        port = bound.port();
        server = bound;
    }

    /** Closes its port and every connection. */
    public void stop() {
        DisposableServer running = server;
        if (running != null) {
            running.disposeNow();
        }
        channels.close().syncUninterruptibly();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Back to a clean record and the usual answer. */
    public void reset() {
        answer = OK;
        health = json(200, HEALTHY);
        requests.clear();
        disconnects.clear();
        started.set(0);
        received.set(0);
    }

    public void answers(Answer next) {
        answer = next;
    }

    public void answersHealth(Answer next) {
        health = next;
    }

    /** The next request that was read whole; fails after a while without one. */
    public Request taken() {
        Awaitility.await("a request that reaches the agent").atMost(PATIENCE).until(() -> !requests.isEmpty());
        return requests.remove();
    }

    /** Requests that were read whole and not taken yet. */
    public int waiting() {
        return requests.size();
    }

    /** Requests for a path that were read whole and not taken yet. */
    public long reached(String uri) {
        return requests.stream().filter(request -> request.uri().equals(uri)).count();
    }

    /** Requests that began, whether or not they were complete. */
    public int started() {
        return started.get();
    }

    /** Bytes of bodies that arrived, whether or not they were complete. */
    public long received() {
        return received.get();
    }

    /** Waits until a request's connection is closed before it was answered; fails if that does not come. */
    public void awaitDisconnect() {
        Awaitility.await("a caller that went away").atMost(PATIENCE).until(() -> disconnects.poll() != null);
    }

    public static Answer json(int status, String body) {
        return (request, response) -> response.status(status)
                .header("Content-Type", status < 400 ? "application/json" : "application/problem+json")
                .sendString(Mono.just(body));
    }

    /** A 503 as agent-service sends it. */
    public static Answer unavailable(String retryAfter, String body) {
        return (request, response) -> json(503, body).to(request, response.header("Retry-After", retryAfter));
    }

    public static Answer never() {
        return (request, response) -> Mono.never();
    }

    /** Closes the connection without a word. */
    public static Answer hangUp() {
        return (request, response) -> {
            response.withConnection(connection -> connection.dispose());
            return Mono.never();
        };
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        if (request.uri().equals("/health")) {
            return health.to(read(request, ""), response);
        }
        started.incrementAndGet();
        return ByteBufFlux.fromInbound(request.receive().doOnNext(piece -> received.addAndGet(piece.readableBytes())))
                .aggregate()
                .map(FakeAgent::text)
                .defaultIfEmpty("")
                .flatMap(body -> {
                    Request arrived = read(request, body);
                    requests.add(arrived);
                    return Mono.from(answer.to(arrived, response));
                })
                .doOnCancel(() -> disconnects.add(request.uri()))
                .doOnError(broken -> disconnects.add(request.uri()));
    }

    private static String text(ByteBuf bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Request read(HttpServerRequest request, String body) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String name : request.requestHeaders().names()) {
            headers.put(name.toLowerCase(Locale.ROOT), request.requestHeaders().getAll(name));
        }
        return new Request(request.method().name(), request.uri(), headers, body);
    }
}
