package io.minerstack.llmproxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client of the proxy that shows the whole response. */
public class ProxyClient implements AutoCloseable {

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public ProxyClient(int port) {
        this("http://127.0.0.1:" + port);
    }

    /** A client of another server with the same API. */
    public ProxyClient(String url) {
        base = URI.create(url);
    }

    /** Sends the usual question. */
    public ProxyReply ask(boolean stream, String... headers) {
        return send(stream ? TestRequests.STREAM : TestRequests.CHAT, headers);
    }

    public ProxyReply send(String body, String... headers) {
        long started = System.nanoTime();
        try {
            HttpResponse<String> response = client.send(request(body, headers), HttpResponse.BodyHandlers.ofString());
            return ProxyReply.of(response, Duration.ofNanos(System.nanoTime() - started));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Sends without waiting for the response. */
    public CompletableFuture<HttpResponse<String>> sendAsync(String body, String... headers) {
        return client.sendAsync(request(body, headers), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(90))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    /** Closes every connection, also those in use. */
    public void disconnect() {
        client.shutdownNow();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
