package io.minerstack.llmproxy.tracing;

import io.micrometer.tracing.Span;
import io.minerstack.llmproxy.metering.GenAiAttributes;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.tracing.RequestTracer;
import java.net.URI;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Spans with the attributes of OpenTelemetry's conventions for generative AI. They say which model was asked, how, and
 * how much it wrote; never what.
 *
 * @param tracer of this service
 * @param provider such as {@code vllm}
 */
public record GenAiSpans(RequestTracer tracer, String provider) implements AttemptTracer {

    @Override
    public Flux<Chunk> trace(
            RequestContext context, URI api, ObjectNode request, Function<RequestContext, Flux<Chunk>> exchange) {
        String model = request.path("model").asString("");
        Span span = tracer.client(context, GenAiAttributes.CHAT + " " + model);
        if (span == null) {
            return exchange.apply(context);
        }
        describe(span, model, api, request);
        AnswerSpan answer = new AnswerSpan(span);
        return exchange.apply(context.withTraceparent(RequestTracer.traceparent(span)))
                .doOnNext(answer::add)
                .doOnComplete(answer::end)
                .doOnError(answer::fail)
                .doOnCancel(answer::cancel);
    }

    private void describe(Span span, String model, URI api, ObjectNode request) {
        span.tag(GenAiAttributes.OPERATION_NAME, GenAiAttributes.CHAT);
        span.tag(GenAiAttributes.PROVIDER_NAME, provider);
        span.tag(GenAiAttributes.REQUEST_MODEL, model);
        span.tag(GenAiAttributes.SERVER_ADDRESS, String.valueOf(api.getHost()));
        if (api.getPort() > 0) {
            span.tag(GenAiAttributes.SERVER_PORT, api.getPort());
        }
        JsonNode maxTokens =
                request.has("max_tokens") ? request.path("max_tokens") : request.path("max_completion_tokens");
        if (maxTokens.isIntegralNumber()) {
            span.tag(GenAiAttributes.REQUEST_MAX_TOKENS, maxTokens.asLong());
        }
        if (request.path("temperature").isNumber()) {
            span.tag(
                    GenAiAttributes.REQUEST_TEMPERATURE,
                    request.path("temperature").asDouble());
        }
    }
}
