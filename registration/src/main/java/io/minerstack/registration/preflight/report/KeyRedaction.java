package io.minerstack.registration.preflight.report;

import io.minerstack.registration.secret.WipeableSecret;

/** Removes the API key from results, since a server may repeat the key in its answer. */
public final class KeyRedaction {

    private static final String REDACTED = "***";
    /** A shorter start of the key is not removed: the start reveals nothing, and other words may have the same. */
    private static final int MIN_START = 4;

    private final String key;

    public KeyRedaction(WipeableSecret key) {
        this.key = key.reveal();
    }

    public CheckResult redact(CheckResult result) {
        return new CheckResult(
                result.id(),
                result.title(),
                result.outcome(),
                redact(result.seen()),
                result.fix() == null ? null : redact(result.fix()));
    }

    /** Also removes the start of a key that {@link TerminalSafeText} cut off. */
    public String redact(String text) {
        if (key.isEmpty()) {
            return text;
        }
        String redacted = text.replace(key, REDACTED);
        for (int length = key.length() - 1; length >= MIN_START; length--) {
            redacted = redacted.replace(
                    key.substring(0, length) + TerminalSafeText.ELLIPSIS, REDACTED + TerminalSafeText.ELLIPSIS);
        }
        return redacted;
    }
}
