package io.minerstack.localllm.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model, in the few words that the rest needs. Every method blocks and computes: call it on a generation's own
 * thread, never on an event loop.
 */
public interface InferenceEngine {

    /** How many generations may run at a time. */
    int parallel();

    /** Tokens that a prompt and its answer may have together. */
    int contextLength();

    /** Lays messages out as the model was trained to read them. */
    Prompt prepare(List<PromptMessage> messages);

    /**
     * Begins an answer.
     *
     * @param maxTokens 1 or more; prompt and answer together fit into {@link #contextLength()}
     * @throws InvalidChatRequestException where a schema can't be turned into a grammar
     */
    Run start(Prompt prompt, SamplingParameters sampling, int maxTokens);

    /** How many tokens a text has. */
    int count(String text);

    /**
     * A prompt as the model reads it.
     *
     * @param text with the template's control tokens
     * @param tokens how many tokens it has
     */
    record Prompt(String text, int tokens) {}

    /** An answer in the making. Used by one thread; left by {@link #close()} always, which stops it if it still runs. */
    interface Run extends AutoCloseable {

        /**
         * Waits for the next piece of text: whole characters, perhaps none (a token that shows nothing yet).
         *
         * @return null when the answer is complete
         */
        @Nullable
        String next();

        @Override
        void close();
    }
}
