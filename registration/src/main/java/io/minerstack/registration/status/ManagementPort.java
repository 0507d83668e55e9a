package io.minerstack.registration.status;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Asks ports of the stack on this machine. Whatever does not answer in time does not run. */
class ManagementPort implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** The body of a GET, whatever its status; null where nobody answers. */
    @Nullable
    String get(String base, String path) {
        return send(request(base, path));
    }

    private static HttpRequest.Builder request(String base, String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT).header("X-Request-Id", "status");
    }

    private @Nullable String send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .body();
        } catch (IOException nobody) {
            return null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** As {@link #get}, read as JSON; a missing node for another body, and null where nobody answers. */
    @Nullable
    JsonNode json(String base, String path) {
        return read(get(base, path));
    }

    /** As {@link #json}, asked with an API key. */
    @Nullable
    JsonNode json(String base, String path, String key) {
        return read(send(request(base, path).header("X-API-Key", key)));
    }

    private static @Nullable JsonNode read(@Nullable String body) {
        if (body == null) {
            return null;
        }
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException another) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
