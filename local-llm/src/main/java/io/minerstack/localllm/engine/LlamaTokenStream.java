package io.minerstack.localllm.engine;

import de.kherud.llama.LlamaIterator;
import org.jspecify.annotations.Nullable;

/**
 * One generation of llama.cpp. A call of the library reads its whole prompt before it returns, and nothing can
 * interrupt the waiting thread. So this class gives the prompt in parts: each call repeats the prompt so far plus
 * {@link #PART} tokens, and the engine finds the tokens of the calls before in the slot's cache. Every call but the
 * last generates one token, which costs nothing more than reading the prompt and is dropped.
 */
final class LlamaTokenStream implements InferenceEngine.TokenStream {

    /** A processor that reads 100 tokens/s reads a part in 1.3 s. */
    static final int PART = 128;

    private final EngineSlots slots;
    private final EngineSlots.Slot slot;
    private final int[] prompt;
    private final Call call;
    private final int maxTokens;
    private int read;
    private boolean grammarPending;
    private @Nullable LlamaIterator tokens;

    /**
     * A generation in this slot; {@link #close()} gives the slot back.
     *
     * @param grammarPending whether a grammar was given, which the engine parses in the first call
     */
    LlamaTokenStream(
            EngineSlots slots, EngineSlots.Slot slot, int[] prompt, Call call, int maxTokens, boolean grammarPending) {
        this.slots = slots;
        this.slot = slot;
        this.prompt = prompt;
        this.call = call;
        this.maxTokens = maxTokens;
        this.grammarPending = grammarPending;
        this.read = slot.cachedTokensOf(prompt);
    }

    @Override
    public int readPromptPart() {
        if (prompt.length - read <= PART) {
            read = prompt.length;
            tokens = start(prompt.length, maxTokens);
            return 0;
        }
        LlamaIterator part = start(read + PART, 1);
        while (part.hasNext()) {
            text(part);
        }
        read += PART;
        return prompt.length - read;
    }

    @Override
    public @Nullable String next() {
        LlamaIterator answer = tokens;
        if (answer == null) {
            throw new IllegalStateException("the prompt is not read");
        }
        if (!answer.hasNext()) {
            return null;
        }
        String text = text(answer);
        // the token that ends the answer has no text
        return answer.hasNext() ? text : null;
    }

    private LlamaIterator start(int length, int limit) {
        try {
            return call.start(length, limit);
        } catch (RuntimeException failure) {
            throw grammarPending ? schemaNotSupported() : failure;
        }
    }

    private String text(LlamaIterator answer) {
        try {
            String text = answer.next().text;
            grammarPending = false;
            return text;
        } catch (RuntimeException failure) {
            throw grammarPending ? schemaNotSupported() : failure;
        }
    }

    private static InvalidChatRequestException schemaNotSupported() {
        return new InvalidChatRequestException("response_format", "This JSON schema can't be converted to a grammar.");
    }

    @Override
    public void close() {
        LlamaIterator answer = tokens;
        if (answer != null && answer.hasNext()) {
            answer.cancel();
        }
        slots.release(slot, prompt, read);
    }

    /** One call of the library. */
    interface Call {

        /**
         * Starts a call.
         *
         * @param length how many of the prompt's tokens are given
         * @param limit how many tokens are generated at most
         */
        LlamaIterator start(int length, int limit);
    }
}
