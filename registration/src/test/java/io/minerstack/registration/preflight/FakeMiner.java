package io.minerstack.registration.preflight;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.minerstack.registration.TestObjects;
import io.minerstack.registration.preflight.http.MinerClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A miner on the loopback that keeps the contract, but for the faults it is given. */
final class FakeMiner implements AutoCloseable {

    /** Ways not to keep it. */
    enum Fault {
        HEALTH_DOWN,
        HEALTH_REDIRECTS,
        HEALTH_IS_ANOTHER_PAGE,
        HEALTH_DEGRADED,
        HEALTH_IS_ENDLESS,
        HEALTH_NEVER_ENDS,
        MEMORY_DOWN,
        NO_REQUEST_ID,
        OPEN_TO_ALL,
        NO_CHALLENGE,
        ASKS_FOR_PASSWORDS,
        ANY_KEY,
        KEY_UNKNOWN,
        RATE_LIMITED,
        COMPONENT_MISSING,
        NO_LIMIT_HEADERS,
        COMPLETE_LATE,
        COMPLETE_UNAVAILABLE,
        COMPLETE_EMPTY,
        ECHOES_KEY,
        COMPLETE_NOTEBOOK_MISSING,
        COMPLETE_OTHER_CID,
        DELETE_FAILS,
        HTML_ERRORS,
        MALFORMED_IS_500,
        SMALL_LIMIT,
        NO_LIMIT,
        HANGS_UP_ON_LARGE,
        LONG_HEADERS_WELCOME,
        HANGS_UP_ON_LONG_HEADER,
        SILENT_ON_LONG_HEADER,
        LIMITS_LONG_HEADERS,
        FINDS_NO_LONG_HEADER,
        CUTS_REFUSALS_SHORT,
        FALLS_OVER_LONG_HEADER,
        ACTUATOR_OPEN,
    }

    private static final int LIMIT = 10 << 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Set<Fault> faults = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private FakeMiner(HttpServer server, Fault... faults) {
        this.server = server;
        this.faults.addAll(List.of(faults));
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static FakeMiner http(Fault... faults) throws IOException {
        return new FakeMiner(HttpServer.create(loopback(), 0), faults);
    }

    static FakeMiner https(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new FakeMiner(server);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + port();
    }

    /** Method, path and whether a key came with it. */
    List<String> requests() {
        return requests;
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String key = exchange.getRequestHeaders().getFirst("X-API-Key");
        requests.add(exchange.getRequestMethod() + " " + path + (key == null ? "" : " with key"));
        String id = exchange.getRequestHeaders().getFirst("X-Request-Id");
        if (id != null && !has(Fault.NO_REQUEST_ID)) {
            exchange.getResponseHeaders().set("X-Request-Id", id);
        }
        try (exchange) {
            String header = exchange.getRequestHeaders().getFirst("X-Preflight");
            if (header != null && !has(Fault.LONG_HEADERS_WELCOME)) {
                longHeader(exchange);
            } else if (path.equals("/health")) {
                health(exchange);
            } else if (path.startsWith("/actuator") || path.equals("/metrics")) {
                json(exchange, has(Fault.ACTUATOR_OPEN) ? 200 : 404, "{}");
            } else if (key == null && !has(Fault.OPEN_TO_ALL)) {
                if (!has(Fault.NO_CHALLENGE)) {
                    exchange.getResponseHeaders()
                            .set("WWW-Authenticate", has(Fault.ASKS_FOR_PASSWORDS) ? "Basic realm=\"x\"" : "ApiKey");
                }
                problem(exchange, 401, "unauthorized");
            } else if (isWrong(key) && !has(Fault.ANY_KEY) && !has(Fault.OPEN_TO_ALL)) {
                problem(exchange, 403, "forbidden");
            } else {
                withKey(exchange, path);
            }
        }
    }

    private void longHeader(HttpExchange exchange) throws IOException {
        if (has(Fault.SILENT_ON_LONG_HEADER)) {
            pause(Duration.ofSeconds(5));
        } else if (has(Fault.FALLS_OVER_LONG_HEADER)) {
            faults.add(Fault.HEALTH_DOWN);
        } else if (!has(Fault.HANGS_UP_ON_LONG_HEADER)) {
            int status = has(Fault.LIMITS_LONG_HEADERS) ? 429 : has(Fault.FINDS_NO_LONG_HEADER) ? 404 : 431;
            problem(exchange, status, "header_too_large");
        }
    }

    private boolean isWrong(@Nullable String key) {
        return !TestObjects.TOKEN.equals(key) || has(Fault.KEY_UNKNOWN);
    }

    private void health(HttpExchange exchange) throws IOException {
        if (has(Fault.HEALTH_REDIRECTS)) {
            exchange.getResponseHeaders().set("Location", "https://elsewhere.example/health");
            exchange.sendResponseHeaders(301, -1);
        } else if (has(Fault.HEALTH_IS_ANOTHER_PAGE)) {
            json(exchange, 200, "<html>welcome to nginx</html>");
        } else if (has(Fault.HEALTH_IS_ENDLESS)) {
            json(exchange, 200, "x".repeat(MinerClient.MAX_BODY + 1));
        } else if (has(Fault.HEALTH_NEVER_ENDS)) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            pause(Duration.ofSeconds(5));
        } else {
            boolean memory = !has(Fault.MEMORY_DOWN);
            json(
                    exchange,
                    has(Fault.HEALTH_DOWN) ? 503 : 200,
                    "{\"status\":\"%s\",\"components\":{\"llm\":\"%s\",\"memory\":\"%s\"}}"
                            .formatted(
                                    memory && !has(Fault.HEALTH_DEGRADED) ? "healthy" : "degraded",
                                    has(Fault.HEALTH_DEGRADED) ? "degraded" : "available",
                                    memory ? "available" : "unavailable"));
        }
    }

    private void withKey(HttpExchange exchange, String path) throws IOException {
        if (has(Fault.RATE_LIMITED)) {
            exchange.getResponseHeaders().set("Retry-After", "17");
            problem(exchange, 429, "rate_limited");
            return;
        }
        if (!has(Fault.NO_LIMIT_HEADERS)) {
            exchange.getResponseHeaders().set("RateLimit", "\"capabilities\";r=59;t=60");
            exchange.getResponseHeaders().set("RateLimit-Policy", "\"capabilities\";q=60;w=60");
        }
        if (path.equals("/capabilities")) {
            String last = has(Fault.COMPONENT_MISSING) ? "" : ",\"internet_search\"";
            json(
                    exchange,
                    200,
                    "{\"miner_name\":\"fake\",\"components\":[\"complete\",\"refine\",\"feedback\",\"human_feedback\",\"summary\",\"aggregate\""
                            + last + "]}");
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            json(exchange, has(Fault.DELETE_FAILS) ? 404 : 200, "{\"success\":true}");
        } else {
            component(exchange, path);
        }
    }

    private void component(HttpExchange exchange, String path) throws IOException {
        int limit = has(Fault.SMALL_LIMIT) ? 5 << 20 : has(Fault.NO_LIMIT) ? 100 << 20 : LIMIT;
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length != null && Integer.parseInt(length) > limit) {
            if (!has(Fault.HANGS_UP_ON_LARGE)) {
                problem(exchange, 413, "payload_too_large");
            }
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(limit + 1);
        if (body.length > limit) {
            problem(exchange, 413, "payload_too_large");
            return;
        }
        if (body.length > 1_000 || new String(body, StandardCharsets.UTF_8).contains("\" \"")) {
            problem(exchange, 422, "invalid");
        } else if (path.equals("/complete")) {
            complete(exchange, JSON.readTree(body));
        } else {
            problem(exchange, has(Fault.MALFORMED_IS_500) ? 500 : 400, "malformed");
        }
    }

    private void complete(HttpExchange exchange, JsonNode request) throws IOException {
        if (has(Fault.ECHOES_KEY)) {
            send(
                    exchange,
                    503,
                    "application/problem+json",
                    "{\"detail\":\"what to do with " + TestObjects.TOKEN + "\",\"error\":\"unavailable\"}");
            return;
        }
        if (has(Fault.COMPLETE_UNAVAILABLE)) {
            problem(exchange, 503, "unavailable");
            return;
        }
        if (has(Fault.COMPLETE_LATE)) {
            pause(Duration.ofSeconds(5));
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.put(
                "cid",
                has(Fault.COMPLETE_OTHER_CID) ? "another" : request.path("cid").asString());
        answer.set("task", request.path("task"));
        answer.set("input", request.path("input"));
        ObjectNode output = answer.putObject("output");
        output.put("immediate_response", has(Fault.COMPLETE_EMPTY) ? "  " : "Air scatters blue light more.");
        if (!has(Fault.COMPLETE_NOTEBOOK_MISSING)) {
            output.put("notebook", "no update");
        }
        answer.put("component", "complete");
        answer.putObject("metadata").put("memory", has(Fault.MEMORY_DOWN) ? "unavailable" : "not_asked");
        json(exchange, 200, answer.toString());
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void problem(HttpExchange exchange, int status, String error) throws IOException {
        if (has(Fault.HTML_ERRORS)) {
            json(exchange, status, "<html>error</html>");
            return;
        }
        if (status == 413 && has(Fault.CUTS_REFUSALS_SHORT)) {
            exchange.sendResponseHeaders(status, 1_000);
            return;
        }
        send(exchange, status, "application/problem+json", "{\"detail\":\"why\",\"error\":\"" + error + "\"}");
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, "application/json", body);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        // closing would first wait for the rest of the request
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
