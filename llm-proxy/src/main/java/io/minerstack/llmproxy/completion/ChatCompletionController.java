package io.minerstack.llmproxy.completion;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.llmproxy.fallback.FallbackExecutor;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.provider.Providers;
import io.minerstack.llmproxy.sse.EventData;
import io.minerstack.servicesupport.context.RequestContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
 * {@code POST /v1/chat/completions}. Writes the response itself: events pass through as the bytes that they came as, and
 * who answered goes into a header that is known only at the first of them.
 */
@RestController
class ChatCompletionController {

    private static final String PROVIDER_HEADER = "X-Provider";
    private static final String PARTIAL_HEADER = "X-Partial-Answer";
    private static final MediaType EVENTS = new MediaType("text", "event-stream", StandardCharsets.UTF_8);
    private static final byte[] PREFIX = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Providers providers;
    private final FallbackExecutor route;
    private final CompletionProperties defaults;
    private final MeterRegistry registry;
    private final JsonMapper json;

    ChatCompletionController(
            Providers providers, FallbackExecutor route, CompletionProperties defaults, MeterRegistry registry, JsonMapper json) {
        this.providers = providers;
        this.route = route;
        this.defaults = defaults;
        this.registry = registry;
        this.json = json;
    }

    @PostMapping(path = "/v1/chat/completions", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<Void> complete(@RequestBody byte[] body, ServerWebExchange exchange) {
        return RequestContext.current().flatMap(call -> {
            ChatCompletionRequest request = ChatCompletionRequest.read(body, json, defaults);
            List<Provider> able = providers.serving(request.model());
            if (able.isEmpty()) {
                return Mono.error(OpenAiErrorException.unknownModel());
            }
            return request.stream()
                    ? stream(request, able, call, exchange.getResponse())
                    : whole(request, able, call, exchange);
        });
    }

    private Mono<Void> whole(
            ChatCompletionRequest request, List<Provider> able, RequestContext call, ServerWebExchange exchange) {
        boolean acceptsPart = "accept".equals(exchange.getRequest().getHeaders().getFirst(PARTIAL_HEADER));
        ServerHttpResponse response = exchange.getResponse();
        return new BufferedCompletion(request, json, new CompletionMetrics(registry))
                .ask(route, able, call, acceptsPart)
                .flatMap(answer -> {
                    byte[] bytes = json.writeValueAsBytes(answer.body());
                    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
                    response.getHeaders().setContentLength(bytes.length);
                    response.getHeaders().set(PROVIDER_HEADER, answer.provider().name());
                    return response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)));
                });
    }

    private Mono<Void> stream(
            ChatCompletionRequest request, List<Provider> able, RequestContext call, ServerHttpResponse response) {
        Flux<Mono<DataBuffer>> events = new StreamingCompletion(request, json, new CompletionMetrics(registry))
                .ask(route, able, call)
                .handle((part, out) -> {
                    switch (part) {
                        case StreamPart.Opened(String provider) -> open(response, provider);
                        case StreamPart.Event(EventData data) ->
                            out.next(event(data.bytes(), response.bufferFactory()));
                    }
                });
        return response.writeAndFlushWith(events);
    }

    /** Runs before the response is committed, which the first event does. */
    private static void open(ServerHttpResponse response, String provider) {
        response.getHeaders().setContentType(EVENTS);
        response.getHeaders().setCacheControl("no-cache");
        response.getHeaders().set(PROVIDER_HEADER, provider);
    }

    private static Mono<DataBuffer> event(byte[] data, DataBufferFactory buffers) {
        return Mono.fromSupplier(() -> buffers.allocateBuffer(PREFIX.length + data.length + END.length)
                .write(PREFIX)
                .write(data)
                .write(END));
    }
}
