package io.minerstack.agent.prompt;

import java.util.OptionalInt;
import org.springframework.stereotype.Component;

/** How many characters a prompt may have: what the model's context holds besides the answer, at three characters a token. */
@Component
public class Budget {

    private static final int CHARACTERS_PER_TOKEN = 3;
    private static final int LEAST = 1_000;
    private static final int SHRINK = 4;

    private final PromptProperties properties;
    private final ContextLength context;

    public Budget(PromptProperties properties, ContextLength context) {
        this.properties = properties;
        this.context = context;
    }

    public int characters() {
        OptionalInt tokens = context.tokens();
        if (tokens.isEmpty()) {
            return properties.maxCharacters();
        }
        // an answer never takes more than half, whatever MAX_TOKENS says: small models have small contexts
        int forPrompt = tokens.getAsInt() - Math.min(properties.maxTokens(), tokens.getAsInt() / 2);
        long characters = (long) forPrompt * CHARACTERS_PER_TOKEN;
        return Math.clamp(characters, LEAST, properties.maxCharacters());
    }

    /** What to try once after the model found a prompt too long: scripts and code have fewer characters a token. */
    public int shrunk() {
        return Math.max(LEAST, characters() / SHRINK);
    }
}
