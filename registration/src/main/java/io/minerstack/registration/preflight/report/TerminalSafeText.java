package io.minerstack.registration.preflight.report;

/** Text from a stranger's server, made fit for a terminal: one line, no control characters, not endless. */
public final class TerminalSafeText {

    private static final int MAX_LENGTH = 120;

    private TerminalSafeText() {}

    public static String of(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}]+", " ").strip();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 1) + "…";
    }
}
