package io.minerstack.chart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** As much of an API server as the chart asks for with {@code lookup}: it has no objects but the Secrets of a test. */
final class FakeKubernetes {

    private static final String KINDS = """
            {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"v1","resources":[{"name":"secrets",
            "singularName":"secret","namespaced":true,"kind":"Secret","verbs":["get","list"]}]}""";
    private static final String NOT_FOUND =
            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"code\":404}";
    private static final Map<String, String> SECRETS = new ConcurrentHashMap<>();

    private FakeKubernetes() {}

    /** Starts the server, once; it ends with the JVM. Helm reads its address from the file that KUBECONFIG names. */
    static void start() {
        Objects.requireNonNull(Server.PORT);
    }

    /** Adds a Secret of the namespace {@code ns} with one entry, in Base64. */
    static void add(String secret, String key, String base64) {
        String data = "{\"%s\":\"%s\"}".formatted(key, base64);
        String metadata = "{\"name\":\"%s\",\"namespace\":\"ns\"}".formatted(secret);
        SECRETS.put(
                secret,
                "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":" + metadata + ",\"data\":" + data + "}");
    }

    static void clear() {
        SECRETS.clear();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String secret = SECRETS.get(path.substring(path.lastIndexOf('/') + 1));
        boolean kinds = path.equals("/api/v1");
        boolean found = kinds || (secret != null && path.startsWith("/api/v1/namespaces/ns/secrets/"));
        String body = kinds ? KINDS : Objects.requireNonNullElse(secret, NOT_FOUND);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(found ? 200 : 404, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Initialized, and so started, when it is needed first. */
    private static final class Server {

        static final Integer PORT;

        static {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/", FakeKubernetes::answer);
                server.start();
                PORT = server.getAddress().getPort();
                Files.writeString(
                        Path.of(Objects.requireNonNull(System.getenv("KUBECONFIG"), "KUBECONFIG, set in pom.xml")),
                        """
                        apiVersion: v1
                        kind: Config
                        clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                        contexts: [{name: c, context: {cluster: c, user: ""}}]
                        current-context: c
                        """.formatted(PORT));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
