package io.minerstack.registration.preflight.report;

/** Makes a server's text safe to print: one line without control characters, at most 120 characters. */
public final class TerminalSafeText {

    static final String ELLIPSIS = "…";

    private static final int MAX_LENGTH = 120;

    private TerminalSafeText() {}

    public static String of(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}]+", " ").strip();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 1) + ELLIPSIS;
    }
}
