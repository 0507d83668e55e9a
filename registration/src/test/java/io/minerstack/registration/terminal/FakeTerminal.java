package io.minerstack.registration.terminal;

import io.minerstack.registration.secret.WipeableSecret;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Keeps what was printed, and types a password if it was given one. */
public final class FakeTerminal implements Terminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final @Nullable String typed;
    private @Nullable String asked;

    private FakeTerminal(@Nullable String typed) {
        this.typed = typed;
    }

    public static FakeTerminal withNobody() {
        return new FakeTerminal(null);
    }

    public static FakeTerminal typing(String password) {
        return new FakeTerminal(password);
    }

    @Override
    public PrintWriter out() {
        return new PrintWriter(out, true);
    }

    @Override
    public PrintWriter err() {
        return new PrintWriter(err, true);
    }

    @Override
    public boolean isWatched() {
        return typed != null;
    }

    @Override
    public String whyNoAnswer() {
        return "nobody is here: run this in a terminal";
    }

    @Override
    public @Nullable WipeableSecret askSecret(String prompt) {
        asked = prompt;
        return typed == null ? null : WipeableSecret.of(typed);
    }

    public @Nullable String asked() {
        return asked;
    }

    public String printed() {
        return out.toString();
    }

    public String complained() {
        return err.toString();
    }
}
