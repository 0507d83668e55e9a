package io.minerstack.memory.playbook.rules;

import java.util.regex.Pattern;

/**
 * Finds text that must not be remembered, because every later prompt of the conversation would contain it. Each pattern
 * takes a number of steps that is linear in the length of the text: repetitions are bounded, and the one that is not
 * ends where the next match could start.
 */
final class UnsafeText {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;

    static final Pattern ROLE_MARKER =
            Pattern.compile("<\\||</?(?:system|assistant|user|tool|playbook|material)\\b|\\[/?INST]|<</?SYS>>", FLAGS);

    static final Pattern SECRET = Pattern.compile(
            "\\b(?:password|passwort|api[ _-]?key|secret|token|pin)\\b\\s{0,3}(?:is|:|=)|\\bsk-[a-z0-9_-]{16}"
                    // keys of known providers have fixed letter cases
                    + "|(?-i:\\b(?:sk|ghp|gho|xox[abp])[-_][A-Za-z0-9_-]{20}|\\bAKIA[A-Z0-9]{16}\\b"
                    + "|-----BEGIN [A-Z ]*PRIVATE KEY)",
            FLAGS);

    private UnsafeText() {}

    /** Whether the text gives orders to the model or imitates the markers that separate the roles of a prompt. */
    static boolean hasInstruction(String text) {
        return ROLE_MARKER.matcher(text).find() || OrderToModel.isIn(text);
    }

    /** Whether the text has a password, an API key or a private key in it. */
    static boolean hasSecret(String text) {
        return SECRET.matcher(text).find();
    }
}
