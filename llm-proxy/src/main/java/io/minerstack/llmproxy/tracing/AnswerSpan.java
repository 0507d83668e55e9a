package io.minerstack.llmproxy.tracing;

import io.micrometer.tracing.Span;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.GenAiAttributes;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.servicesupport.tracing.RequestTracer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The span of one attempt while its answer arrives. */
class AnswerSpan {

    private static final String FIRST_TOKEN = "first token";
    private static final String CANCELLED = "cancelled";
    private static final int MAX_NAME = 200;

    private final Span span;
    private boolean tokenReceived;
    private boolean modelKnown;

    AnswerSpan(Span span) {
        this.span = span;
    }

    void add(Chunk chunk) {
        if (!tokenReceived && chunk.hasToken()) {
            tokenReceived = true;
            span.event(FIRST_TOKEN);
        }
        String model = chunk.head().model();
        if (!modelKnown && model != null) {
            modelKnown = true;
            span.tag(GenAiAttributes.RESPONSE_MODEL, model.substring(0, Math.min(model.length(), MAX_NAME)));
        }
        if (chunk.finishReason() != null) {
            span.tagOfStrings(
                    GenAiAttributes.RESPONSE_FINISH_REASONS,
                    List.of(chunk.finishReason().value()));
        }
        JsonNode usage = chunk.usage();
        if (usage != null && usage.path("prompt_tokens").isNumber()) {
            span.tag(
                    GenAiAttributes.USAGE_INPUT_TOKENS,
                    usage.path("prompt_tokens").asLong(0));
            span.tag(
                    GenAiAttributes.USAGE_OUTPUT_TOKENS,
                    usage.path("completion_tokens").asLong(0));
        }
    }

    void end() {
        span.end();
    }

    void fail(Throwable failure) {
        RequestTracer.fail(
                span,
                failure instanceof UpstreamException upstream
                        ? upstream.kind().label()
                        : failure.getClass().getSimpleName());
        span.end();
    }

    void cancel() {
        RequestTracer.fail(span, CANCELLED);
        span.end();
    }
}
