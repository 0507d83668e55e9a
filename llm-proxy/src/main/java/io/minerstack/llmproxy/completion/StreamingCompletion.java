package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.fallback.AttemptHandler;
import io.minerstack.llmproxy.fallback.FallbackExecutor;
import io.minerstack.llmproxy.problem.ErrorEnvelope;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.llmproxy.sse.EventData;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request whose caller wants a stream. Nothing is sent before the first token, so a failed attempt can be replaced
 * by another one. A failure after the first token ends the stream with an error event, never with an invented finish
 * reason.
 */
class StreamingCompletion implements AttemptHandler<StreamPart> {

    private final ValidatedCompletionRequest request;
    private final JsonMapper json;
    private final CompletionMetrics metrics;

    private volatile @Nullable Provider answering;
    private volatile boolean complete;

    StreamingCompletion(ValidatedCompletionRequest request, JsonMapper json, CompletionMetrics metrics) {
        this.request = request;
        this.json = json;
        this.metrics = metrics;
    }

    /** Fails only before the first part; a later failure is the last event. */
    Flux<StreamPart> run(FallbackExecutor executor, List<Provider> providers, RequestContext context) {
        return executor.execute(providers, request.callerRequest(), context, this)
                // an error of the timer would not cancel the upstream, its completion does
                .takeUntilOther(Mono.delay(executor.timeLeft(context)))
                .concatWith(Mono.defer(() -> complete ? Mono.empty() : Mono.error(new DeadlineExceededException())))
                .onErrorResume(this::end)
                .doOnCancel(() -> {
                    if (!complete) {
                        metrics.cancelled();
                    }
                });
    }

    private Flux<StreamPart> end(Throwable failure) {
        Provider provider = answering;
        if (provider == null) {
            metrics.failed(failure);
            return Flux.error(failure);
        }
        metrics.interrupted(provider, failure);
        ErrorEnvelope envelope = failure instanceof DeadlineExceededException
                ? ErrorEnvelope.serverError("The deadline passed in the middle of the answer.", "deadline_exceeded")
                : ErrorEnvelope.serverError("The language model's answer broke off.", "stream_interrupted");
        return Flux.just(event(envelope));
    }

    private StreamPart event(Object body) {
        return new StreamPart.Event(EventData.of(json.writeValueAsBytes(body)));
    }

    @Override
    public Flux<StreamPart> handle(Provider provider, Flux<Chunk> chunks) {
        return Flux.defer(() -> {
            Relay relay = new Relay(provider);
            return chunks.concatMapIterable(relay::relay).concatWith(Flux.defer(relay::finish));
        });
    }

    @Override
    public boolean isCommitted() {
        return answering != null;
    }

    /** Relays the events of one attempt to the caller. */
    private final class Relay {

        private final Provider provider;
        private final List<StreamPart> held = new ArrayList<>();
        private boolean open;
        private int characters;
        private Chunk.@Nullable Head head;
        private @Nullable JsonNode usage;

        Relay(Provider provider) {
            this.provider = provider;
        }

        List<StreamPart> relay(Chunk chunk) {
            head = chunk.head();
            if (chunk.usage() != null) {
                usage = chunk.usage();
            }
            if (chunk.delta() != null && chunk.delta().content() != null) {
                characters += chunk.delta().content().length();
            }
            // an event without a choice contains the token counts alone: a caller that did not ask for it may not
            // expect it
            boolean wanted = chunk.delta() != null || request.wantsUsage();
            StreamPart event = new StreamPart.Event(chunk.data());
            if (open) {
                return wanted ? List.of(event) : List.of();
            }
            if (wanted) {
                held.add(event);
            }
            return chunk.hasToken() || chunk.finishReason() != null ? open() : List.of();
        }

        private List<StreamPart> open() {
            open = true;
            answering = provider;
            held.addFirst(new StreamPart.Opened(provider.name()));
            return List.copyOf(held);
        }

        Flux<StreamPart> finish() {
            TokenUsage counts =
                    TokenUsage.of(usage, request::estimatedPromptTokens, TokenUsage.estimate(characters), json);
            complete = true;
            metrics.answered(provider, counts, false);
            StreamPart done = new StreamPart.Event(EventData.DONE);
            return request.wantsUsage() && counts.estimated()
                    ? Flux.just(event(usageChunk(counts)), done)
                    : Flux.just(done);
        }

        private ObjectNode usageChunk(TokenUsage counts) {
            ObjectNode chunk = json.createObjectNode();
            if (head != null) {
                chunk.put("id", head.id()).put("created", head.created()).put("model", head.model());
            }
            chunk.put("object", "chat.completion.chunk");
            chunk.putArray("choices");
            chunk.set("usage", counts.json());
            return chunk;
        }
    }
}
