package io.minerstack.agent.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Our own words to the model, one file each in {@code prompts/}. */
public enum PromptText {
    COMPLETE,
    REFINE,
    FEEDBACK,
    SUMMARY,
    AGGREGATE,
    SEARCH,
    INSIGHTS,
    /** Asks for JSON with a notebook. */
    NOTEBOOK,
    /** Forbids "no update" where several notebooks are to be united. */
    MERGE,
    /** What material is. */
    MATERIAL,
    /** What the playbook is. */
    PLAYBOOK,
    /** Added at the second try after an unusable answer. */
    AGAIN;

    private final String text;

    PromptText() {
        String file = "/prompts/" + name().toLowerCase(Locale.ROOT) + ".txt";
        try (InputStream in = PromptText.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }

    public String text() {
        return text;
    }
}
