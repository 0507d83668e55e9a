package io.minerstack.registration.preflight.http;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.preflight.connection.CertificateTrust;
import io.minerstack.registration.preflight.connection.Target;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Calls the miner over HTTP/1.1. Follows no redirects. The time-out of a call includes the body of the response. */
public final class MinerClient implements AutoCloseable {

    /** Maximum size of a response body, in bytes. */
    public static final int MAX_BODY = 4 << 20;

    /** Each request carries this header, and each response should repeat it. */
    public static final String REQUEST_ID = "X-Request-Id";

    private final ApiUrl url;
    private final Duration shortTimeout;
    private final String requestIds;
    private final HttpClient client;
    private volatile @Nullable Instant certificateEnd;

    public MinerClient(Target target) {
        this(target.url(), target.shortTimeout(), target.trust(), "preflight-");
    }

    /**
     * A client of a miner whose addresses nobody looked up yet.
     *
     * @param shortTimeout for requests that do not call the model
     * @param requestIds the start of the ids of its requests
     */
    public MinerClient(ApiUrl url, Duration shortTimeout, CertificateTrust trust, String requestIds) {
        this.url = url;
        this.shortTimeout = shortTimeout;
        this.requestIds = requestIds;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(shortTimeout)
                .sslContext(trust.context())
                .build();
    }

    /**
     * Sends a GET.
     *
     * @param key the API key, or null to send none
     */
    public MinerResponse get(String path, @Nullable String key) throws CallFailedException {
        return send(request(path, key).GET(), shortTimeout);
    }

    /** Posts JSON. */
    public MinerResponse post(String path, String key, String json, Duration timeout) throws CallFailedException {
        return send(
                request(path, key).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)),
                timeout);
    }

    public MinerResponse delete(String path, String key) throws CallFailedException {
        return send(request(path, key).DELETE(), shortTimeout);
    }

    private HttpRequest.Builder request(String path, @Nullable String key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url.at(path)).header("Accept", "application/json, application/problem+json");
        return key == null ? request : request.header("X-API-Key", key);
    }

    private MinerResponse send(HttpRequest.Builder builder, Duration timeout) throws CallFailedException {
        HttpRequest request = builder.header(REQUEST_ID, requestIds + Long.toHexString(System.nanoTime()))
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
            response.sslSession().ifPresent(session -> certificateEnd = endOf(session));
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

    /** End of validity of the server's certificate; null for http, and before the first response. */
    public @Nullable Instant certificateEnd() {
        return certificateEnd;
    }

    private static @Nullable Instant endOf(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? certificate.getNotAfter().toInstant()
                    : null;
        } catch (SSLPeerUnverifiedException unverified) {
            return null;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
