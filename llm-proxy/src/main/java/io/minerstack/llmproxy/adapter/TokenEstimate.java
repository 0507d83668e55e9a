package io.minerstack.llmproxy.adapter;

/** The number of tokens of a text that nobody counted. */
public final class TokenEstimate {

    private static final int CHARACTERS_PER_TOKEN = 4;

    private TokenEstimate() {}

    /** {@code characters / 4}, rounded up: a token of English text has about four characters. */
    public static int of(int characters) {
        return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
    }
}
