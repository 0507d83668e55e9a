package io.minerstack.localllm.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the language model. Every method blocks and uses the CPU: call it on a worker thread, never on an event loop.
 */
public interface InferenceEngine {

    /** How many generations can run at the same time. */
    int parallel();

    /** Limit of prompt tokens plus answer tokens. */
    int contextLength();

    /** Renders messages with the model's chat template. */
    RenderedPrompt render(List<PromptMessage> messages);

    /**
     * Starts a generation. The prompt is read by {@link TokenStream#readPromptPart()}.
     *
     * @param maxTokens 1 or more; prompt tokens plus {@code maxTokens} must not exceed {@link #contextLength()}
     */
    TokenStream start(RenderedPrompt prompt, SamplingParameters sampling, int maxTokens);

    /** The number of tokens of a text. */
    int countTokens(String text);

    /**
     * A prompt in the form that the model reads.
     *
     * @param text includes the template's control tokens
     * @param tokens number of tokens of the text
     */
    record RenderedPrompt(String text, int tokens) {}

    /** The tokens of a running generation. Not thread-safe. {@link #close()} stops a generation that still runs. */
    interface TokenStream extends AutoCloseable {

        /**
         * Reads the next part of the prompt. The engine can't be interrupted while it reads a part, so the caller
         * decides after each part whether to go on.
         *
         * @return the number of prompt tokens that are still unread; 0 means that {@link #next()} can be called
         * @throws InvalidChatRequestException if the JSON schema can't be converted to a grammar
         */
        int readPromptPart();

        /**
         * Waits for the next token.
         *
         * @throws InvalidChatRequestException if the JSON schema can't be converted to a grammar
         * @return whole characters; empty for a token without visible text; null when the answer is complete
         */
        @Nullable
        String next();

        @Override
        void close();
    }
}
