package io.minerstack.registration.preflight.report;

import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.report.TerminalSafeText;
import io.minerstack.registration.secret.WipeableSecret;
import org.jspecify.annotations.Nullable;

/** Takes the key out of what will be shown. */
public final class KeyRedaction {

    private static final String MARK = "***";
    private static final String CUT = "…";
    /** A shorter beginning of the key tells nothing. */
    private static final int TELLING = 4;

    private final String token;

    public KeyRedaction(WipeableSecret token) {
        this.token = token.reveal();
    }

    public CheckResult of(CheckResult check) {
        return new CheckResult(check.id(), check.title(), check.outcome(), text(check.seen()), optional(check.mend()));
    }

    private @Nullable String optional(@Nullable String text) {
        return text == null ? null : text(text);
    }

    /** Without the key, also where {@link TerminalSafeText} cut the text in its middle. */
    public String text(String text) {
        if (token.isEmpty()) {
            return text;
        }
        String shown = text.replace(token, MARK);
        for (int length = token.length() - 1; length >= TELLING; length--) {
            shown = shown.replace(token.substring(0, length) + CUT, MARK + CUT);
        }
        return shown;
    }
}
