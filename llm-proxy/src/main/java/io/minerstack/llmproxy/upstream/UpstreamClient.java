package io.minerstack.llmproxy.upstream;

import io.minerstack.hop.call.Call;
import io.minerstack.hop.call.CallHeaders;
import io.minerstack.hop.secret.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks HTTP to one server. Straight on reactor-netty: between its buffers and our events a codec would only add copies.
 * Answers are always streamed, whatever the caller wants: only a stream shows that a model is at work, and when it is done.
 */
class UpstreamClient {

    private static final Duration LIST_TIMEOUT = Duration.ofSeconds(3);

    private final ProviderKind kind;
    private final URI api;
    private final URI completions;
    private final @Nullable Secret apiKey;
    private final Dialect dialect;
    private final Clocks clocks;
    private final HttpClient http;
    private final JsonMapper json;
    private final Attempt.Server server;

    UpstreamClient(
            ProviderKind kind,
            URI api,
            ProviderProperties settings,
            int defaultMaxTokens,
            HttpClient http,
            JsonMapper json,
            Attempt.Server server) {
        this.kind = kind;
        this.api = api;
        this.completions = URI.create(api + "/chat/completions");
        this.apiKey = settings.apiKey();
        this.dialect = new Dialect(kind, settings.model(), settings.maxTokensField(), api, defaultMaxTokens);
        this.clocks = settings.clocks();
        this.http = http;
        this.json = json;
        this.server = server;
    }

    Flux<Chunk> complete(ObjectNode request, @Nullable Integer maxContext, Call call, Patience patience) {
        return Flux.create(
                sink -> open(json.writeValueAsBytes(dialect.translate(request, maxContext)), call, patience, sink));
    }

    private void open(byte[] body, Call call, Patience patience, FluxSink<Chunk> sink) {
        Attempt attempt = new Attempt(server, clocks.with(patience), sink);
        attempt.started();
        http.post()
                .uri(completions)
                .send((request, outbound) -> {
                    HttpHeaders headers = request.requestHeaders();
                    headers.set("Content-Type", "application/json");
                    headers.set("Content-Length", body.length);
                    headers.set("Accept", "text/event-stream");
                    stamp(headers, call);
                    return outbound.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)));
                })
                .responseConnection((response, connection) -> {
                    attempt.head(response);
                    return connection.inbound().receive();
                })
                .cast(ByteBuf.class)
                .subscribe(attempt);
    }

    /** Outside providers learn the request's id and nothing else of ours. */
    private void stamp(HttpHeaders headers, Call call) {
        authorize(headers);
        headers.set(CallHeaders.REQUEST_ID, call.requestId().value());
        if (kind == ProviderKind.LOCAL) {
            headers.set(CallHeaders.TENANT, call.tenant().name());
            headers.set(CallHeaders.DEADLINE, call.deadline().toHeader());
            if (call.traceparent() != null) {
                headers.set(CallHeaders.TRACEPARENT, call.traceparent());
            }
        }
    }

    private void authorize(HttpHeaders headers) {
        if (apiKey != null && !apiKey.isBlank()) {
            headers.set("Authorization", "Bearer " + apiKey.reveal());
        }
    }

    /** The server's list of models: costs nothing there. */
    Mono<JsonNode> models() {
        return http.headers(this::authorize)
                .get()
                .uri(URI.create(api + "/models"))
                .responseSingle((response, body) -> response.status().code() == 200
                        ? body.asByteArray()
                        : Mono.error(new UpstreamFailure(
                                UpstreamFailure.Kind.MISCONFIGURED,
                                "status " + response.status().code())))
                .<JsonNode>map(json::readTree)
                .timeout(LIST_TIMEOUT);
    }
}
