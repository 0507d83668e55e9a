package io.minerstack.agent.prompt;

import io.minerstack.agent.completion.PromptTooLongDetails;
import java.util.OptionalInt;
import org.springframework.stereotype.Component;

/** How many characters a prompt may have: what the model's context holds besides the answer, at three characters a token. */
@Component
public class PromptBudget {

    private static final int CHARACTERS_PER_TOKEN = 3;
    private static final int LEAST = 1_000;
    // even where each of them is several tokens, a small context holds these and has room for an answer
    private static final int LEAST_AFTER_REFUSAL = 200;
    // ours, in plain English
    private static final int CHARACTERS_PER_SYSTEM_TOKEN = 4;
    // the beginning that is kept may be denser than the whole was
    private static final double CAUTION = 0.9;

    private final PromptProperties properties;
    private final ContextLengthSource context;

    public PromptBudget(PromptProperties properties, ContextLengthSource context) {
        this.properties = properties;
        this.context = context;
    }

    public int characters() {
        OptionalInt tokens = context.tokens();
        if (tokens.isEmpty()) {
            return properties.maxCharacters();
        }
        long characters = (long) forPrompt(tokens.getAsInt()) * CHARACTERS_PER_TOKEN;
        return Math.clamp(characters, LEAST, properties.maxCharacters());
    }

    /** Whether a user message of so many code points may be made shorter still. */
    public boolean canShrink(int length) {
        return length > LEAST_AFTER_REFUSAL;
    }

    /**
     * How long a user message may be after the model refused one: scripts, emoji and code have fewer characters a token,
     * some of them less than one. By what its tokens came to where the refusal says that, else half.
     *
     * @param refused code points of the user message that was refused
     * @param system code points of the system message, which stays
     * @param said tokens of both, and of the context
     */
    public int afterRefusal(int refused, int system, PromptTooLongDetails said) {
        int holds = said.context() > 0 ? said.context() : context.tokens().orElse(0);
        int next = refused / 2;
        // a count that would fit explains nothing: halving goes on, so that it ends
        if (holds > 0 && said.prompt() > forPrompt(holds)) {
            double systemTokens = Math.min((double) system / CHARACTERS_PER_SYSTEM_TOKEN, said.prompt() / 2.0);
            double density = (said.prompt() - systemTokens) / refused;
            double fitting = (forPrompt(holds) - systemTokens) / density;
            next = (int) (Math.min(fitting, refused) * CAUTION);
        }
        return Math.max(LEAST_AFTER_REFUSAL, next);
    }

    /** An answer never takes more than half, whatever MAX_TOKENS says: small models have small contexts. */
    private int forPrompt(int tokens) {
        return tokens - Math.min(properties.maxTokens(), tokens / 2);
    }
}
