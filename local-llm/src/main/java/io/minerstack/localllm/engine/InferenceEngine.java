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
     * Starts a generation.
     *
     * @param maxTokens 1 or more; prompt tokens plus {@code maxTokens} must not exceed {@link #contextLength()}
     * @throws InvalidChatRequestException if the JSON schema can't be converted to a grammar
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
         * Waits for the next token.
         *
         * @return whole characters; empty for a token without visible text; null when the answer is complete
         */
        @Nullable
        String next();

        @Override
        void close();
    }
}
