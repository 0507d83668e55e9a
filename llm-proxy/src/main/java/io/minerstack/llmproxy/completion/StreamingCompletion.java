package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.fallback.FallbackExecutor;
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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request that wants its answer piece by piece. Nothing leaves before the first token: until then a failed attempt is
 * replaced unseen. After it, a break ends the stream with an error event, never with an invented finish.
 */
class StreamingCompletion implements FallbackExecutor.Attempts<StreamPart> {

    private final ChatCompletionRequest request;
    private final JsonMapper json;
    private final CompletionMetrics meter;

    private volatile @Nullable Provider opened;
    private volatile boolean whole;

    StreamingCompletion(ChatCompletionRequest request, JsonMapper json, CompletionMetrics meter) {
        this.request = request;
        this.json = json;
        this.meter = meter;
    }

    /** Fails only before the first part; later failures are the last event. */
    Flux<StreamPart> ask(FallbackExecutor route, List<Provider> providers, RequestContext call) {
        return route.take(providers, request.body(), call, this)
                // an error of the other would leave the model server running: only its completion cancels
                .takeUntilOther(Mono.delay(route.budget(call)))
                .concatWith(Mono.defer(() -> whole ? Mono.empty() : Mono.error(new DeadlineExceededException())))
                .onErrorResume(this::end)
                .doOnCancel(() -> {
                    if (!whole) {
                        meter.cancelled();
                    }
                });
    }

    private Flux<StreamPart> end(Throwable failure) {
        Provider provider = opened;
        if (provider == null) {
            meter.failed(failure);
            return Flux.error(failure);
        }
        meter.broken(provider, failure);
        ErrorEnvelope envelope = failure instanceof DeadlineExceededException
                ? envelope("The deadline passed in the middle of the answer.", "deadline_exceeded")
                : envelope("The language model's answer broke off.", "stream_interrupted");
        return Flux.just(new StreamPart.Event(EventData.of(json.writeValueAsBytes(envelope))));
    }

    private static ErrorEnvelope envelope(String message, String code) {
        return new ErrorEnvelope(new ErrorEnvelope.Failure(message, "server_error", null, code));
    }

    @Override
    public Flux<StreamPart> from(Provider provider, Flux<Chunk> chunks) {
        return Flux.defer(() -> {
            Relay relay = new Relay(provider);
            return chunks.concatMapIterable(relay::take).concatWith(Flux.defer(relay::finish));
        });
    }

    @Override
    public boolean committed() {
        return opened != null;
    }

    /** The events of one attempt on their way to the caller. */
    private final class Relay {

        private final Provider provider;
        private final List<StreamPart> held = new ArrayList<>();
        private boolean open;
        private int characters;
        private Chunk.@Nullable Head head;
        private tools.jackson.databind.@Nullable JsonNode usage;

        Relay(Provider provider) {
            this.provider = provider;
        }

        List<StreamPart> take(Chunk chunk) {
            head = chunk.head();
            if (chunk.usage() != null) {
                usage = chunk.usage();
            }
            if (chunk.delta() != null && chunk.delta().content() != null) {
                characters += chunk.delta().content().length();
            }
            // an event without a choice holds the counts alone; who did not ask for them may stumble over it
            boolean wanted = chunk.delta() != null || request.wantsUsage();
            StreamPart event = new StreamPart.Event(chunk.json());
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
            opened = provider;
            held.addFirst(new StreamPart.Opened(provider.name()));
            return List.copyOf(held);
        }

        Flux<StreamPart> finish() {
            TokenUsage counted = TokenUsage.of(usage, request::estimatedPromptTokens, (characters + 3) / 4, json);
            whole = true;
            meter.answered(provider, counted, false);
            StreamPart done = new StreamPart.Event(EventData.DONE);
            return request.wantsUsage() && counted.estimated()
                    ? Flux.just(new StreamPart.Event(EventData.of(json.writeValueAsBytes(usageEvent(counted)))), done)
                    : Flux.just(done);
        }

        private ObjectNode usageEvent(TokenUsage counted) {
            ObjectNode event = json.createObjectNode();
            if (head != null) {
                event.put("id", head.id()).put("created", head.created()).put("model", head.model());
            }
            event.put("object", "chat.completion.chunk");
            event.putArray("choices");
            event.set("usage", counted.json());
            return event;
        }
    }
}
