package io.minerstack.agent.answer;

import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.junk.JunkReason;
import io.minerstack.agent.prompt.Prompt;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a model wrote.
 *
 * @param notebook null for "no update"
 * @param completion the reply that the answer was read from; its tokens are those of all replies for this answer
 * @param prompt the prompt that the reply answers
 * @param metadata what the reply's {@code metadata} says about the answer
 */
public record GeneratedAnswer(
        String immediateResponse,
        @Nullable String notebook,
        Completion completion,
        Prompt prompt,
        Map<String, Object> metadata) {

    private static final String JUNK = "junk";

    public GeneratedAnswer {
        metadata = Map.copyOf(metadata);
    }

    public GeneratedAnswer withTexts(String response, @Nullable String document) {
        return new GeneratedAnswer(response, document, completion, prompt, metadata);
    }

    public GeneratedAnswer with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(metadata);
        more.put(name, value);
        return new GeneratedAnswer(immediateResponse, notebook, completion, prompt, more);
    }

    /** This answer with the mark of junk. */
    GeneratedAnswer asJunk(JunkReason reason) {
        return with(JUNK, reason.label());
    }

    /** Whether the answer is the best part of a junk answer. */
    public boolean isJunk() {
        return metadata.containsKey(JUNK);
    }

    /** This answer with the tokens of another reply that it cost, too. */
    public GeneratedAnswer withTokensOf(GeneratedAnswer other) {
        return new GeneratedAnswer(
                immediateResponse, notebook, completion.withMoreTokens(other.completion.tokens()), prompt, metadata);
    }
}
