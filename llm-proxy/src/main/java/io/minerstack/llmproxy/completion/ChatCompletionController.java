package io.minerstack.llmproxy.completion;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.llmproxy.budget.BudgetAudit;
import io.minerstack.llmproxy.failure.BudgetRefusedException;
import io.minerstack.llmproxy.fallback.FallbackExecutor;
import io.minerstack.llmproxy.problem.OpenAiErrorException;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.provider.Providers;
import io.minerstack.servicesupport.context.RequestContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /v1/chat/completions}. Writes the response itself, for two reasons: the events are bytes already, and
 * the header {@code X-Provider} is known only at the first event. An error has that header, too: the provider that was
 * asked last, or the first one where none was asked.
 */
@RestController
class ChatCompletionController {

    private static final String PROVIDER_HEADER = "X-Provider";
    private static final String PARTIAL_HEADER = "X-Partial-Answer";
    private static final MediaType EVENT_STREAM = new MediaType("text", "event-stream", StandardCharsets.UTF_8);
    private static final byte[] EVENT_PREFIX = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT_END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Providers providers;
    private final FallbackExecutor executor;
    private final MeterRegistry registry;
    private final JsonMapper json;
    private final BudgetAudit audit;

    ChatCompletionController(
            Providers providers,
            FallbackExecutor executor,
            MeterRegistry registry,
            JsonMapper json,
            BudgetAudit audit) {
        this.audit = audit;
        this.providers = providers;
        this.executor = executor;
        this.registry = registry;
        this.json = json;
    }

    @PostMapping(path = "/v1/chat/completions", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<Void> complete(@RequestBody byte[] body, ServerWebExchange exchange) {
        return RequestContext.current().flatMap(context -> {
            ValidatedCompletionRequest request = ValidatedCompletionRequest.read(
                    body, json, OptionalFields.read(exchange.getRequest().getHeaders()));
            List<Provider> serving = providers.serving(request.model());
            if (serving.isEmpty()) {
                return Mono.error(OpenAiErrorException.unknownModel());
            }
            Mono<Void> answered = request.stream()
                    ? stream(request, serving, context, exchange.getResponse())
                    : buffer(request, serving, context, exchange);
            return answered.doOnError(BudgetRefusedException.class, refusal -> audit.refused(context, refusal));
        });
    }

    private Mono<Void> buffer(
            ValidatedCompletionRequest request,
            List<Provider> serving,
            RequestContext context,
            ServerWebExchange exchange) {
        boolean acceptsPartial =
                "accept".equals(exchange.getRequest().getHeaders().getFirst(PARTIAL_HEADER));
        ServerHttpResponse response = exchange.getResponse();
        BufferedCompletion completion = new BufferedCompletion(request, json, new CompletionMetrics(registry));
        return completion
                .run(executor, serving, context, acceptsPartial)
                .doOnError(failure -> failed(response, serving, completion.lastAsked()))
                .flatMap(result -> {
                    byte[] bytes = json.writeValueAsBytes(result.body());
                    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
                    response.getHeaders().setContentLength(bytes.length);
                    response.getHeaders().set(PROVIDER_HEADER, result.provider().name());
                    return response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)));
                });
    }

    private Mono<Void> stream(
            ValidatedCompletionRequest request,
            List<Provider> serving,
            RequestContext context,
            ServerHttpResponse response) {
        StreamingCompletion completion = new StreamingCompletion(request, json, new CompletionMetrics(registry));
        Flux<DataBuffer> events = completion
                .run(executor, serving, context)
                .doOnError(failure -> failed(response, serving, completion.lastAsked()))
                .doOnNext(part -> {
                    if (part instanceof StreamPart.Opened(String provider)) {
                        open(response, provider);
                    }
                })
                .ofType(StreamPart.Event.class)
                .map(part -> event(part.data().bytes(), response.bufferFactory()));
        // Reactor Netty flushes when it has nothing else to do at once: tokens that arrive together leave together
        return response.writeWith(events);
    }

    /** Runs before the first event, which commits the response. */
    private static void open(ServerHttpResponse response, String provider) {
        response.getHeaders().setContentType(EVENT_STREAM);
        response.getHeaders().setCacheControl("no-cache");
        response.getHeaders().set(PROVIDER_HEADER, provider);
    }

    /** Runs before the error response is written: a request fails only while its caller has received nothing. */
    private static void failed(ServerHttpResponse response, List<Provider> serving, @Nullable Provider lastAsked) {
        Provider provider = lastAsked == null ? serving.getFirst() : lastAsked;
        response.getHeaders().set(PROVIDER_HEADER, provider.name());
    }

    /** Wraps an array, because nobody has to release it where the caller leaves first. */
    private static DataBuffer event(byte[] data, DataBufferFactory buffers) {
        byte[] event = new byte[EVENT_PREFIX.length + data.length + EVENT_END.length];
        System.arraycopy(EVENT_PREFIX, 0, event, 0, EVENT_PREFIX.length);
        System.arraycopy(data, 0, event, EVENT_PREFIX.length, data.length);
        System.arraycopy(EVENT_END, 0, event, EVENT_PREFIX.length + data.length, EVENT_END.length);
        return buffers.wrap(event);
    }
}
