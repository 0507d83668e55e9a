package io.minerstack.registration.terminal;

import io.minerstack.registration.secret.WipeableSecret;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Records what is printed, and answers the prompt if it was given an answer. */
public final class FakeTerminal implements Terminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final @Nullable String input;
    private @Nullable String prompt;

    private FakeTerminal(@Nullable String input) {
        this.input = input;
    }

    /** No terminal: a prompt gets no answer. */
    public static FakeTerminal withoutInput() {
        return new FakeTerminal(null);
    }

    /** A terminal on which a person types this answer. */
    public static FakeTerminal typing(String input) {
        return new FakeTerminal(input);
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
    public boolean isInteractive() {
        return input != null;
    }

    @Override
    public String noInputReason() {
        return "there is no terminal: run this in a terminal";
    }

    @Override
    public @Nullable WipeableSecret readSecret(String text) {
        prompt = text;
        return input == null ? null : WipeableSecret.of(input);
    }

    /** The last prompt, or null if there was none. */
    public @Nullable String prompt() {
        return prompt;
    }

    /** Everything on standard output. */
    public String printed() {
        return out.toString();
    }

    /** Everything on standard error. */
    public String errors() {
        return err.toString();
    }
}
