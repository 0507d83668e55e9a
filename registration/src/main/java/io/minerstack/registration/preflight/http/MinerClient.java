package io.minerstack.registration.preflight.http;

import io.minerstack.registration.preflight.http.CallFailedException;
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

/** Calls the miner over HTTP/1.1, follows no redirect and waits no longer than it is told to, body included. */
public final class MinerClient implements AutoCloseable {

    public static final int MAX_BODY = 4 << 20;

    /** Every request carries it, and every answer should. */
    public static final String REQUEST_ID = "X-Request-Id";

    private final Target target;
    private final HttpClient client;

    public MinerClient(Target target) {
        this.target = target;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(target.shortLimit())
                .sslContext(target.trust().context())
                .build();
    }

    /** GET, with a key or (null) without. */
    public MinerResponse get(String path, @Nullable String key) throws CallFailedException {
        return send(request(path, key).GET(), target.shortLimit());
    }

    public MinerResponse post(String path, String key, byte[] body, Duration limit) throws CallFailedException {
        return send(
                request(path, key).header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body)),
                limit);
    }

    public MinerResponse delete(String path, String key) throws CallFailedException {
        return send(request(path, key).DELETE(), target.shortLimit());
    }

    private HttpRequest.Builder request(String path, @Nullable String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url().at(path))
                .header("Accept", "application/json, application/problem+json");
        return key == null ? request : request.header("X-API-Key", key);
    }

    private MinerResponse send(HttpRequest.Builder builder, Duration limit) throws CallFailedException {
        HttpRequest request = builder.header(REQUEST_ID, "preflight-" + Long.toHexString(System.nanoTime()))
                .timeout(limit)
                .build();
        long start = System.nanoTime();
        AtomicBoolean begun = new AtomicBoolean();
        BodyHandler<String> body = BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_BODY);
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, head -> {
            begun.set(true);
            return body.apply(head);
        });
        try {
            HttpResponse<String> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return new MinerResponse(response.statusCode(), response.headers(), response.body(), took);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            throw begun.get() ? CallFailedException.within(e, limit, MAX_BODY) : CallFailedException.of(e, limit);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CallFailedException("interrupted");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
