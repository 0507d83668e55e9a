package io.minerstack.registration.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Serves metrics and health at the paths that the services of the stack have on their management ports. */
final class MetricsServer implements AutoCloseable {

    private static final String METRICS = "/actuator/prometheus";
    private static final String HEALTH = "/actuator/health";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String UP = "{\"status\":\"UP\"}";

    private final HttpServer server;

    private MetricsServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens until it is closed.
     *
     * @param port 0 for a free one
     */
    static MetricsServer start(String address, int port, PrometheusMeterRegistry registry) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
            server.createContext(METRICS, exchange -> send(exchange, METRICS, TEXT, registry.scrape()));
            // the groups liveness and readiness, too: a probe that can serve its metrics does its work
            server.createContext(HEALTH, exchange -> send(exchange, HEALTH, "application/json", UP));
            server.start();
            return new MetricsServer(server);
        } catch (IOException taken) {
            throw new RegistrationException(
                    ExitCode.USAGE,
                    "PROBE_MANAGEMENT_PORT: nothing can listen at " + address + ":" + port
                            + ". Is another probe running?");
        }
    }

    private static void send(HttpExchange exchange, String path, String type, String body) throws IOException {
        try (exchange) {
            String asked = exchange.getRequestURI().getPath();
            if (!asked.equals(path) && !asked.startsWith(path + "/")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
