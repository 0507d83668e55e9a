package io.minerstack.agent.component;

import io.minerstack.agent.coalescing.ReceivedAnswer;
import io.minerstack.agent.coalescing.ReceivedAnswer.Source;
import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.prompt.Prompt;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code metadata} of a reply. Fields without a value are left out, never null. */
final class ResponseMetadata {

    private ResponseMetadata() {}

    /** The metadata for one caller. A reply with the answer of another run names that: {@code "coalesced": true}. */
    static Map<String, Object> of(RequestContext context, ReceivedAnswer received) {
        Map<String, Object> metadata = new LinkedHashMap<>(received.answer().metadata());
        metadata.put("request_id", context.requestId().value());
        if (received.source() != Source.RUN) {
            metadata.put(received.source().label(), true);
        }
        return metadata;
    }

    /** The part of the metadata that is the same for all callers of one run. */
    static Map<String, Object> shared(
            ComponentResult result, MemoryContext.State memory, boolean stored, Duration took) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        Completion completion = result.completion();
        if (completion != null) {
            put(metadata, "model", completion.model());
            put(metadata, "provider", completion.provider());
            put(metadata, "tokens_used", completion.tokens());
            put(metadata, "finish_reason", completion.finishReason());
            if (completion.partial()) {
                metadata.put("partial", true);
            }
        }
        metadata.put("execution_time", took.toMillis() / 1000.0);
        MemoryContext.State state = stored ? memory : MemoryContext.State.UNAVAILABLE;
        metadata.put("memory", state.label());
        metadata.put("stored", stored);
        Prompt prompt = result.prompt();
        if (prompt != null) {
            metadata.put("history_turns", prompt.historyTurns());
            metadata.put("playbook_entries", prompt.playbookEntries());
            if (prompt.cut()) {
                metadata.put("prompt_cut", true);
            }
        }
        metadata.putAll(result.metadata());
        return Collections.unmodifiableMap(metadata);
    }

    private static void put(Map<String, Object> metadata, String name, @Nullable Object value) {
        if (value != null) {
            metadata.put(name, value);
        }
    }
}
