package io.minerstack.agent.answer;

import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.junk.JunkReason;
import io.minerstack.agent.prompt.Prompt;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a model wrote.
 *
 * @param notebook null for "no update"
 * @param notebookCut whether the reply ended within the notebook
 * @param completion the reply that the answer was read from; its tokens are those of all replies for this answer
 * @param prompt the prompt that the reply answers
 * @param metadata what the reply's {@code metadata} says about the answer
 * @param since when the request had its first answer, of which this may be a replacement: work on it is optional
 */
public record GeneratedAnswer(
        String immediateResponse,
        @Nullable String notebook,
        boolean notebookCut,
        Completion completion,
        Prompt prompt,
        Map<String, Object> metadata,
        Instant since) {

    private static final String JUNK = "junk";

    public GeneratedAnswer {
        metadata = Map.copyOf(metadata);
    }

    public GeneratedAnswer withTexts(String response, @Nullable String document) {
        return new GeneratedAnswer(response, document, notebookCut, completion, prompt, metadata, since);
    }

    public GeneratedAnswer with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(metadata);
        more.put(name, value);
        return new GeneratedAnswer(immediateResponse, notebook, notebookCut, completion, prompt, more, since);
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
                immediateResponse,
                notebook,
                notebookCut,
                completion.withMoreTokens(other.completion.tokens()),
                prompt,
                metadata,
                since);
    }

    /** This answer in place of an earlier one, whose tokens it cost, too. */
    public GeneratedAnswer inPlaceOf(GeneratedAnswer first) {
        GeneratedAnswer sum = withTokensOf(first);
        return new GeneratedAnswer(
                immediateResponse, notebook, notebookCut, sum.completion, prompt, metadata, first.since);
    }
}
