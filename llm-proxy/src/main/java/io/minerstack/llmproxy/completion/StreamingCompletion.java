package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.adapter.TokenEstimate;
import io.minerstack.llmproxy.fallback.AttemptHandler;
import io.minerstack.llmproxy.fallback.FallbackExecutor;
import io.minerstack.llmproxy.problem.ErrorEnvelope;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.llmproxy.sse.Chunk.Delta;
import io.minerstack.llmproxy.sse.EventData;
import io.minerstack.llmproxy.sse.FinishReason;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request whose caller wants a stream. Nothing is sent before the first token, so a failed attempt can be replaced
 * by another one. A failure after the first token ends the stream with an error event, never with an invented finish
 * reason.
 */
class StreamingCompletion implements AttemptHandler<StreamPart> {

    private final ValidatedCompletionRequest request;
    private final JsonMapper json;
    private final CompletionMetrics metrics;

    private volatile @Nullable Provider lastAsked;
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
        lastAsked = provider;
        return Flux.defer(() -> {
            Relay relay = new Relay(provider);
            return chunks.concatMapIterable(relay::relay).concatWith(Flux.defer(relay::finish));
        });
    }

    /** The provider of the last attempt, null before the first one. */
    @Nullable
    Provider lastAsked() {
        return lastAsked;
    }

    @Override
    public boolean isCommitted() {
        return answering != null;
    }

    /** Relays the chunks of one attempt to the caller, each written again in OpenAI's form. */
    private final class Relay {

        private final Provider provider;
        private final CompletionHead head;
        private final ToolCallAssembler toolCalls = new ToolCallAssembler(json);
        private @Nullable ChunkWriter writer;
        private int characters;
        private @Nullable JsonNode usage;
        private @Nullable FinishReason finishReason;

        Relay(Provider provider) {
            this.provider = provider;
            this.head = new CompletionHead(provider.model());
        }

        List<StreamPart> relay(Chunk chunk) {
            head.add(chunk.head());
            if (chunk.usage() != null) {
                usage = chunk.usage();
            }
            // kept until the end, because only the end shows whether the answer is complete
            if (chunk.finishReason() != null) {
                finishReason = chunk.finishReason();
            }
            Delta delta = chunk.delta();
            // unknown fields alone do not begin an answer
            boolean relayed = chunk.hasToken() || (writer != null && delta != null && delta.others() != null);
            return delta == null || !relayed ? List.of() : tokens(delta);
        }

        private List<StreamPart> tokens(Delta delta) {
            if (delta.content() != null) {
                characters += delta.content().length();
            }
            JsonNode calls = delta.toolCalls() == null ? null : toolCalls.add(delta.toolCalls());
            if (writer != null) {
                return List.of(new StreamPart.Event(writer.tokens(delta, calls)));
            }
            List<StreamPart> parts = open();
            parts.add(new StreamPart.Event(writer().tokens(delta, calls)));
            return parts;
        }

        private List<StreamPart> open() {
            answering = provider;
            List<StreamPart> parts = new ArrayList<>(5);
            parts.add(new StreamPart.Opened(provider.name()));
            parts.add(new StreamPart.Event(writer().role()));
            return parts;
        }

        private ChunkWriter writer() {
            ChunkWriter current = writer;
            if (current == null) {
                current = new ChunkWriter(json, head.complete());
                writer = current;
            }
            return current;
        }

        Flux<StreamPart> finish() {
            List<StreamPart> parts = writer == null ? open() : new ArrayList<>(3);
            TokenUsage counts =
                    TokenUsage.of(usage, request::estimatedPromptTokens, TokenEstimate.of(characters), json);
            complete = true;
            metrics.answered(provider, counts, false);
            if (finishReason != null) {
                parts.add(new StreamPart.Event(writer().finish(finishReason.value())));
            }
            if (request.wantsUsage()) {
                parts.add(new StreamPart.Event(writer().usage(counts.json())));
            }
            parts.add(new StreamPart.Event(EventData.DONE));
            return Flux.fromIterable(parts);
        }
    }
}
