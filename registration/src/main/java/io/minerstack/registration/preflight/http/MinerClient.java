package io.minerstack.registration.preflight.http;

import io.minerstack.registration.preflight.connection.Target;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Calls the miner over HTTP/1.1. Follows no redirects. The time-out of a call includes the body of the response. */
public final class MinerClient implements AutoCloseable {

    /** Maximum size of a response body, in bytes. */
    public static final int MAX_BODY = 4 << 20;

    /** Each request carries this header, and each response should repeat it. */
    public static final String REQUEST_ID = "X-Request-Id";

    private final Target target;
    private final HttpClient client;

    public MinerClient(Target target) {
        this.target = target;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(target.shortTimeout())
                .sslContext(target.trust().context())
                .build();
    }

    /**
     * Sends a GET.
     *
     * @param key the API key, or null to send none
     */
    public MinerResponse get(String path, @Nullable String key) throws CallFailedException {
        return send(request(path, key).GET(), target.shortTimeout());
    }

    /** Posts JSON. */
    public MinerResponse post(String path, String key, String json, Duration timeout) throws CallFailedException {
        return send(
                request(path, key).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)),
                timeout);
    }

    public MinerResponse delete(String path, String key) throws CallFailedException {
        return send(request(path, key).DELETE(), target.shortTimeout());
    }

    private HttpRequest.Builder request(String path, @Nullable String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url().at(path))
                .header("Accept", "application/json, application/problem+json");
        return key == null ? request : request.header("X-API-Key", key);
    }

    private MinerResponse send(HttpRequest.Builder builder, Duration timeout) throws CallFailedException {
        HttpRequest request = builder.header(REQUEST_ID, "preflight-" + Long.toHexString(System.nanoTime()))
                .timeout(timeout)
                .build();
        long start = System.nanoTime();
        AtomicBoolean started = new AtomicBoolean();
        BodyHandler<String> body = BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_BODY);
        CompletableFuture<HttpResponse<String>> pending = client.sendAsync(request, head -> {
            started.set(true);
            return body.apply(head);
        });
        try {
            HttpResponse<String> response = pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            return new MinerResponse(response.statusCode(), response.headers(), response.body(), duration);
        } catch (ExecutionException | TimeoutException e) {
            pending.cancel(true);
            throw started.get()
                    ? CallFailedException.duringResponse(e, timeout, MAX_BODY)
                    : CallFailedException.withoutResponse(e, timeout);
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw CallFailedException.interrupted();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
