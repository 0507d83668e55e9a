package io.minerstack.testsupport.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Receives spans as a collector does: OTLP over HTTP, protobuf. Listens on a free port of 127.0.0.1. */
public final class OtlpReceiver implements AutoCloseable {

    private static final String PATH = "/v1/traces";
    private static final long WAIT_MILLIS = 15_000;

    private final HttpServer server;
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    public static OtlpReceiver start() {
        try {
            OtlpReceiver receiver =
                    new OtlpReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            receiver.server.createContext(PATH, receiver::receive);
            receiver.server.start();
            return receiver;
        } catch (IOException failure) {
            throw new UncheckedIOException("no port for a collector", failure);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            spans.addAll(ReceivedSpan.of(request));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            // an empty message: everything was accepted
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** The value of {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All spans so far. */
    public List<ReceivedSpan> spans() {
        return List.copyOf(spans);
    }

    /** The first span of this kind; waits for it, because spans come in batches. */
    public ReceivedSpan await(Predicate<ReceivedSpan> wanted) throws InterruptedException {
        long end = System.nanoTime() + WAIT_MILLIS * 1_000_000;
        while (System.nanoTime() < end) {
            for (ReceivedSpan span : spans) {
                if (wanted.test(span)) {
                    return span;
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no such span came: " + spans);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
