package io.minerstack.registration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Serves files on loopback, in ranges where it may, and breaks off where a test says so. */
final class ArchiveServer implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Integer> breaks = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean ranges = true;

    ArchiveServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void put(String path, byte[] content) {
        files.put(path, content);
    }

    /** Serves the file and, beside it, its checksum. */
    void publish(String path, byte[] content, String algorithm, String suffix) throws NoSuchAlgorithmException {
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        put(path, content);
        put(path + suffix, (sum + "  " + path.substring(1) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    void remove(String path) {
        files.remove(path);
    }

    /** The next answer with this file ends after some bytes. */
    void breakOffOnce(String path, int bytes) {
        breaks.put(path, bytes);
    }

    void refuseRanges() {
        ranges = false;
    }

    /** Paths, with the range that was asked for. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(range == null ? path : path + " " + range);
        byte @Nullable [] content = files.get(path);
        try (exchange) {
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            int from = range == null || !ranges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (from >= content.length) {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            int to = content.length;
            Integer end = breaks.remove(path);
            if (end != null) {
                to = end;
            }
            if (from > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
            exchange.getResponseBody().write(Arrays.copyOfRange(content, from, to));
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
