package io.minerstack.llmproxy.sse;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.sse.Chunk.Delta;
import io.minerstack.llmproxy.sse.Chunk.Reasoning;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes deltas of the messages in one stream: what each message adds to the answer. Chunks with a delta pass unchanged.
 * A whole completion is a stream of one message.
 */
public class MessageReader {

    private final MessageText content = new MessageText();
    private final MessageText reasoning = new MessageText();
    private final MessageText refusal = new MessageText();
    private @Nullable JsonNode toolCalls;
    private @Nullable JsonNode functionCall;
    private boolean deltaCalls;

    /**
     * The chunk with what is new in it.
     *
     * @throws UpstreamException if a message contradicts those before it
     */
    public Chunk read(Chunk chunk) {
        Delta delta = chunk.delta();
        if (delta == null) {
            return chunk;
        }
        if (!chunk.whole()) {
            delta(delta);
            return chunk;
        }
        return chunk.withDelta(added(delta, chunk.finishReason() != null));
    }

    private void delta(Delta delta) {
        if (delta.content() != null) {
            content.delta();
        }
        if (delta.reasoning() != null) {
            reasoning.delta();
        }
        if (delta.refusal() != null) {
            refusal.delta();
        }
        deltaCalls |= delta.toolCalls() != null || delta.functionCall() != null;
    }

    private Delta added(Delta message, boolean last) {
        Reasoning thoughts = message.reasoning();
        String moreThoughts = thoughts == null ? null : reasoning.added(thoughts.text(), last);
        JsonNode newCalls = deltaCalls ? null : first(toolCalls, message.toolCalls());
        JsonNode newCall = deltaCalls ? null : first(functionCall, message.functionCall());
        toolCalls = newCalls == null ? toolCalls : newCalls;
        functionCall = newCall == null ? functionCall : newCall;
        return new Delta(
                content.added(message.content(), last),
                thoughts == null || moreThoughts == null ? null : new Reasoning(thoughts.field(), moreThoughts),
                refusal.added(message.refusal(), last),
                newCalls,
                newCall,
                message.logprobs(),
                message.others());
    }

    /** Calls come whole: another message may repeat them, and nothing else. */
    private static @Nullable JsonNode first(@Nullable JsonNode known, @Nullable JsonNode calls) {
        if (known != null && calls != null && !known.equals(calls)) {
            throw new UpstreamException(FailureKind.STREAM_INTERRUPTED, "a message changes the calls of another one");
        }
        return known == null ? calls : null;
    }

    /** Whether the messages that came show what the whole answer is. */
    public boolean isClear() {
        return content.isClear() && reasoning.isClear() && refusal.isClear();
    }
}
