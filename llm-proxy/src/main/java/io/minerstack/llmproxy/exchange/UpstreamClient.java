package io.minerstack.llmproxy.exchange;

import io.minerstack.llmproxy.adapter.AdaptedRequest;
import io.minerstack.llmproxy.adapter.CallerRequest;
import io.minerstack.llmproxy.adapter.RequestAdapter;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks HTTP with one upstream. Uses Reactor Netty directly, because a codec between its buffers and our events would
 * only add copies. Completions are streamed, whatever the caller wants, because only a stream shows that the model is
 * working. A request whose adapted body says {@code "stream": false} gets a whole completion.
 */
public class UpstreamClient {

    private static final Duration MODELS_TIMEOUT = Duration.ofSeconds(3);

    private final UpstreamEndpoint endpoint;
    private final URI chatCompletions;
    private final RequestAdapter adapter;
    private final UpstreamTimeouts timeouts;
    private final ExchangeSettings settings;
    private final HttpClient http;
    private final JsonMapper json;

    public UpstreamClient(
            UpstreamEndpoint endpoint,
            RequestAdapter adapter,
            UpstreamTimeouts timeouts,
            ExchangeSettings settings,
            HttpClient http,
            JsonMapper json) {
        this.endpoint = endpoint;
        this.chatCompletions = endpoint.chatCompletions();
        this.adapter = adapter;
        this.timeouts = timeouts;
        this.settings = settings;
        // decodes gzip, which some relays send although the request accepts no coding
        this.http = http.compress(true);
        this.json = json;
    }

    /**
     * Sends the request, and once more in a simpler form where the upstream does not support a field.
     *
     * @param maxContext tokens of the model's context, null if unknown
     */
    public Flux<Chunk> complete(
            CallerRequest request, @Nullable Integer maxContext, RequestContext context, FirstTokenTimeout firstToken) {
        return Flux.defer(() -> send(adapter.adapt(request, maxContext), maxContext, context, firstToken));
    }

    private Flux<Chunk> send(
            AdaptedRequest request,
            @Nullable Integer maxContext,
            RequestContext context,
            FirstTokenTimeout firstToken) {
        AtomicBoolean answerBegan = new AtomicBoolean();
        return exchange(request, maxContext, context, firstToken)
                .doOnNext(chunk -> {
                    if (chunk.hasToken()) {
                        answerBegan.set(true);
                    }
                })
                .onErrorResume(UpstreamException.class, refusal -> {
                    AdaptedRequest simpler =
                            answerBegan.get() ? null : adapter.afterRefusal(request, refusal, maxContext);
                    return simpler == null
                            ? Flux.error(refusal)
                            : send(simpler, maxContext, context, firstToken)
                                    .doOnComplete(() -> LogContext.with(context, () -> adapter.learn(simpler)));
                });
    }

    private Flux<Chunk> exchange(
            AdaptedRequest request,
            @Nullable Integer maxContext,
            RequestContext context,
            FirstTokenTimeout firstToken) {
        boolean stream = request.body().path("stream").asBoolean(false);
        UpstreamTimeouts attempt = stream ? timeouts.with(firstToken) : timeouts.whole(firstToken);
        String accept = stream ? "text/event-stream" : "application/json";
        return Flux.defer(() -> {
            byte[] body = json.writeValueAsBytes(request.body());
            return settings.tracer().trace(context, endpoint.api(), request.body(), traced -> settings.spending()
                    .measure(
                            traced,
                            body.length,
                            request.maxOutputTokens(maxContext),
                            sent -> Flux.create(sink -> open(body, traced, accept, attempt, sent, sink))));
        });
    }

    private void open(
            byte[] body,
            RequestContext context,
            String accept,
            UpstreamTimeouts attempt,
            Runnable sent,
            FluxSink<Chunk> sink) {
        UpstreamExchange exchange = new UpstreamExchange(settings, attempt, sink);
        exchange.start();
        http.post()
                .uri(chatCompletions)
                .send((request, outbound) -> {
                    sent.run();
                    HttpHeaders headers = request.requestHeaders();
                    headers.set("Content-Type", "application/json");
                    headers.set("Content-Length", body.length);
                    headers.set("Accept", accept);
                    headers.set("Accept-Encoding", "identity");
                    endpoint.authorize(headers);
                    endpoint.propagate(context, headers);
                    return outbound.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)));
                })
                .responseConnection((response, connection) -> {
                    exchange.headersReceived(response, connection);
                    return connection.inbound().receive();
                })
                .cast(ByteBuf.class)
                .subscribe(exchange);
    }

    /** The configured time until the response headers. */
    public Duration headersTimeout() {
        return timeouts.headers();
    }

    /** Whether the upstream accepts JSON schemas, as far as is known. */
    public boolean takesJsonSchema() {
        return adapter.takesJsonSchema();
    }

    /** The upstream's list of models: an answer costs nothing and shows that the upstream is up. */
    public Mono<JsonNode> models() {
        return http.headers(endpoint::authorize)
                .get()
                .uri(endpoint.models())
                .responseSingle((response, body) -> response.status().code() == 200
                        ? body.asByteArray()
                        : body.asByteArray()
                                .defaultIfEmpty(new byte[0])
                                .flatMap(reason -> Mono.error(settings.errors()
                                        .response(response.status().code(), null, reason))))
                .<JsonNode>map(json::readTree)
                .timeout(MODELS_TIMEOUT);
    }
}
