package io.minerstack.llmproxy.exchange;

import io.minerstack.llmproxy.adapter.RequestAdapter;
import io.minerstack.llmproxy.adapter.ResponseFormatSupport;
import io.minerstack.llmproxy.exchange.FirstTokenTimeout;
import io.minerstack.llmproxy.exchange.UpstreamExchange;
import io.minerstack.llmproxy.exchange.UpstreamTimeouts;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.provider.ProviderKind;
import io.minerstack.llmproxy.provider.ProviderProperties;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.secret.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    /** After this a schema is tried again: one caller's odd request must not spoil everybody's answers for good. */
    private static final Duration FORM_LIFETIME = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(UpstreamClient.class);

    private final ProviderKind kind;
    private final URI api;
    private final URI completions;
    private final @Nullable Secret apiKey;
    private final RequestAdapter dialect;
    private final UpstreamTimeouts clocks;
    private final HttpClient http;
    private final JsonMapper json;
    private final UpstreamExchange.Server server;
    private volatile LearntForm learnt = new LearntForm(ResponseFormatSupport.SCHEMA, Instant.MIN);

    /** The form that this server took when it had refused a fuller one. */
    private record LearntForm(ResponseFormatSupport form, Instant until) {}

    UpstreamClient(
            ProviderKind kind,
            URI api,
            ProviderProperties settings,
            int defaultMaxTokens,
            HttpClient http,
            JsonMapper json,
            UpstreamExchange.Server server) {
        this.kind = kind;
        this.api = api;
        this.completions = URI.create(api + "/chat/completions");
        this.apiKey = settings.apiKey();
        this.dialect = new RequestAdapter(kind, settings.model(), settings.maxTokensField(), api, defaultMaxTokens);
        this.clocks = settings.clocks();
        this.http = http;
        this.json = json;
        this.server = server;
    }

    Flux<Chunk> complete(
            ObjectNode request, @Nullable Integer maxContext, RequestContext call, FirstTokenTimeout patience) {
        return Flux.defer(() -> {
            LearntForm known = learnt;
            boolean fresh = server.clock().instant().isBefore(known.until());
            return complete(fresh ? known.form() : ResponseFormatSupport.SCHEMA, request, maxContext, call, patience);
        });
    }

    private Flux<Chunk> complete(
            ResponseFormatSupport form,
            ObjectNode request,
            @Nullable Integer maxContext,
            RequestContext call,
            FirstTokenTimeout patience) {
        return attempt(form.of(request), maxContext, call, patience)
                .onErrorResume(
                        failure -> form != ResponseFormatSupport.FREE && ResponseFormatSupport.hasSchema(request) && formUnknown(failure),
                        refused -> complete(form.simpler(), request, maxContext, call, patience)
                                .doOnComplete(() -> learn(form.simpler())));
    }

    /** Our own local-llm knows schemas: what it refuses is wrong with the request. */
    private boolean formUnknown(Throwable failure) {
        return kind != ProviderKind.LOCAL
                && failure instanceof UpstreamException upstream
                && upstream.refusal() != null
                && upstream.refusal().formUnknown();
    }

    /** The simplest form that was needed: the inner of two tries is done first, and says so. */
    private void learn(ResponseFormatSupport form) {
        Instant now = server.clock().instant();
        LearntForm known = learnt;
        if (!now.isBefore(known.until()) || form.compareTo(known.form()) > 0) {
            learnt = new LearntForm(form, now.plus(FORM_LIFETIME));
            log.atWarn().addKeyValue("api", api).log("it knows no JSON schemas: answers are asked for as {}", form);
        }
    }

    private Flux<Chunk> attempt(
            ObjectNode request, @Nullable Integer maxContext, RequestContext call, FirstTokenTimeout patience) {
        return Flux.create(
                sink -> open(json.writeValueAsBytes(dialect.translate(request, maxContext)), call, patience, sink));
    }

    private void open(byte[] body, RequestContext call, FirstTokenTimeout patience, FluxSink<Chunk> sink) {
        UpstreamExchange attempt = new UpstreamExchange(server, clocks.with(patience), sink);
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
    private void stamp(HttpHeaders headers, RequestContext call) {
        authorize(headers);
        headers.set(ContextHeaders.REQUEST_ID, call.requestId().value());
        if (kind == ProviderKind.LOCAL) {
            if (call.tenant() != null) {
                headers.set(ContextHeaders.TENANT, call.tenant().name());
            }
            headers.set(ContextHeaders.DEADLINE, call.deadline().toHeader());
            if (call.traceparent() != null) {
                headers.set(ContextHeaders.TRACEPARENT, call.traceparent());
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
                        : Mono.error(new UpstreamException(
                                UpstreamException.Kind.MISCONFIGURED,
                                "status " + response.status().code())))
                .<JsonNode>map(json::readTree)
                .timeout(LIST_TIMEOUT);
    }
}
