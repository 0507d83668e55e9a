package io.minerstack.agent.component;

import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.prompt.Prompt;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code metadata} of a reply. Facts that are not known are left out rather than null. */
final class ResponseMetadata {

    private ResponseMetadata() {}

    static Map<String, Object> of(
            RequestContext call, ComponentResult draft, MemoryContext.State memory, boolean stored, Duration took) {
        Map<String, Object> facts = new LinkedHashMap<>();
        Completion completion = draft.completion();
        if (completion != null) {
            put(facts, "model", completion.model());
            put(facts, "provider", completion.provider());
            put(facts, "tokens_used", completion.tokens());
            put(facts, "finish_reason", completion.finishReason());
            if (completion.partial()) {
                facts.put("partial", true);
            }
        }
        facts.put("execution_time", took.toMillis() / 1000.0);
        facts.put("request_id", call.requestId().value());
        facts.put("memory", memory(memory, stored));
        facts.put("stored", stored);
        Prompt prompt = draft.prompt();
        if (prompt != null) {
            facts.put("history_turns", prompt.historyTurns());
            facts.put("playbook_entries", prompt.playbookEntries());
            if (prompt.cut()) {
                facts.put("prompt_cut", true);
            }
        }
        facts.putAll(draft.facts());
        return facts;
    }

    private static String memory(MemoryContext.State read, boolean stored) {
        return read == MemoryContext.State.UNAVAILABLE || !stored
                ? MemoryContext.State.UNAVAILABLE.name().toLowerCase(Locale.ROOT)
                : read.name().toLowerCase(Locale.ROOT);
    }

    private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value);
        }
    }
}
