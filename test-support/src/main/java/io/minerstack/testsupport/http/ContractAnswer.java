package io.minerstack.testsupport.http;

import java.util.stream.Stream;

/**
 * A text and a notebook, and whether an answer with them has the contract's shape. One list for all who judge answers:
 * agent-service, which reports {@code malformed}, and the probe.
 *
 * @param name shown by the test
 */
public record ContractAnswer(String name, String immediateResponse, String notebook, boolean wellFormed) {

    private static final int RESPONSE = 50_000;
    private static final int NOTEBOOK = 100_000;
    private static final String NO_UPDATE = "no update";
    private static final String EMOJI = "\uD83D\uDE00";

    public static Stream<ContractAnswer> all() {
        return Stream.of(
                new ContractAnswer("a text", "Hello", NO_UPDATE, true),
                new ContractAnswer("an empty notebook", "Hello", "", true),
                new ContractAnswer("an empty text", "", NO_UPDATE, false),
                new ContractAnswer("an empty text with a notebook", "", "# Notes", false),
                new ContractAnswer("white space", " \n\t", NO_UPDATE, false),
                new ContractAnswer("no-break spaces", "\u00A0\u202F", NO_UPDATE, false),
                new ContractAnswer("the longest text", "x".repeat(RESPONSE), NO_UPDATE, true),
                new ContractAnswer("a text that is too long", "x".repeat(RESPONSE + 1), NO_UPDATE, false),
                new ContractAnswer(
                        "the longest text of characters of two units", EMOJI.repeat(RESPONSE), NO_UPDATE, true),
                new ContractAnswer("one character more", EMOJI.repeat(RESPONSE) + "x", NO_UPDATE, false),
                new ContractAnswer("the longest notebook", "Hello", EMOJI.repeat(NOTEBOOK), true),
                new ContractAnswer("a notebook that is too long", "Hello", "x".repeat(NOTEBOOK + 1), false));
    }

    @Override
    public String toString() {
        return name;
    }
}
