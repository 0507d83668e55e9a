package io.minerstack.agent.prompt;

import io.minerstack.agent.completion.PromptTooLongDetails;
import java.util.OptionalInt;
import org.springframework.stereotype.Component;

/**
 * The length limit of a prompt: {@code 3 * (context - min(MAX_TOKENS, context / 2))} characters, where {@code context}
 * is the model's context in tokens, between 1,000 and {@code MAX_CONTEXT_CHARS}.
 */
@Component
public class PromptBudget {

    private static final int CHARACTERS_PER_TOKEN = 3;
    private static final int MIN_CHARACTERS = 1_000;
    // even if each character is several tokens, a small context holds 200 of them and an answer
    private static final int MIN_AFTER_REFUSAL = 200;
    // our own instructions are plain English
    private static final int CHARACTERS_PER_SYSTEM_TOKEN = 4;
    // a tokenizer's longest token has about 100 characters, the average one of a long text far fewer
    private static final int MAX_CHARACTERS_PER_TOKEN = 50;
    // the part that is kept may have more tokens per character than the whole
    private static final double SAFETY_FACTOR = 0.9;

    private final PromptProperties properties;
    private final ContextLengthSource context;

    public PromptBudget(PromptProperties properties, ContextLengthSource context) {
        this.properties = properties;
        this.context = context;
    }

    /** The limit of a first attempt, in code points of the user message. */
    public int maxCharacters() {
        OptionalInt tokens = context.tokens();
        if (tokens.isEmpty()) {
            return properties.maxCharacters();
        }
        long characters = (long) promptTokens(tokens.getAsInt()) * CHARACTERS_PER_TOKEN;
        return Math.clamp(characters, MIN_CHARACTERS, properties.maxCharacters());
    }

    /** Whether a user message of this many code points may still be shortened. */
    public boolean canShrink(int length) {
        return length > MIN_AFTER_REFUSAL;
    }

    /**
     * The limit of the next attempt after the model refused a prompt as too long, because emoji, code and many scripts
     * have fewer than 3 characters per token, some less than 1. If the refusal has plausible token
     * counts, the limit is {@code 0.9 * free tokens / tokens per character}, else half of the refused length.
     *
     * @param refused code points of the refused user message
     * @param system code points of the system message, which is not shortened
     * @param details token counts of the refusal, for both messages together
     */
    public int afterRefusal(int refused, int system, PromptTooLongDetails details) {
        int contextTokens = details.contextTokens() > 0
                ? details.contextTokens()
                : context.tokens().orElse(0);
        int next = refused / 2;
        // a count that would fit cannot be the cause of the refusal, and a count of 8 tokens for 20,000 characters is
        // none: then the length is halved, so that the loop ends
        if (contextTokens > 0
                && details.promptTokens() > promptTokens(contextTokens)
                && details.promptTokens() >= refused / MAX_CHARACTERS_PER_TOKEN) {
            double systemTokens = Math.min((double) system / CHARACTERS_PER_SYSTEM_TOKEN, details.promptTokens() / 2.0);
            double tokensPerCharacter = (details.promptTokens() - systemTokens) / refused;
            double fitting = (promptTokens(contextTokens) - systemTokens) / tokensPerCharacter;
            next = (int) (Math.min(fitting, refused) * SAFETY_FACTOR);
        }
        return Math.max(MIN_AFTER_REFUSAL, next);
    }

    /** The context's tokens without the answer's, which are at most half: MAX_TOKENS can exceed a small context. */
    private int promptTokens(int contextTokens) {
        return contextTokens - Math.min(properties.maxTokens(), contextTokens / 2);
    }
}
