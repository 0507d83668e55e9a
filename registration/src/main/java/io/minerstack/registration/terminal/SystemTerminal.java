package io.minerstack.registration.terminal;

import io.minerstack.registration.secret.WipeableSecret;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The standard streams and the console of this process, always in UTF-8. Under the C locale the JVM would replace the
 * letters of a password by question marks, while the wallet's own tools read UTF-8 there too.
 */
public final class SystemTerminal implements Terminal {

    private final PrintWriter out = utf8(FileDescriptor.out);
    private final PrintWriter err = utf8(FileDescriptor.err);
    private final @Nullable Console console;
    private volatile @Nullable Boolean interactive;

    public SystemTerminal() {
        if (isAscii(System.getProperty("stdin.encoding")) || isAscii(System.getProperty("native.encoding"))) {
            // the JVM reads these properties when System.console() is first called
            System.setProperty("stdin.encoding", "UTF-8");
            System.setProperty("stdout.encoding", "UTF-8");
        }
        console = console();
    }

    /** {@code System.console()} may return null: a JVM option disables the console. */
    @SuppressWarnings("SystemConsoleNull")
    private static @Nullable Console console() {
        Console found = System.console();
        return found != null && found.isTerminal() ? found : null;
    }

    private static boolean isAscii(@Nullable String charset) {
        return charset != null && (charset.equals("US-ASCII") || charset.startsWith("ANSI_X3"));
    }

    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    @Override
    public PrintWriter out() {
        return out;
    }

    @Override
    public PrintWriter err() {
        return err;
    }

    @Override
    public boolean isInteractive() {
        Boolean known = interactive;
        if (known == null) {
            known = StandardStream.ERR.isTerminal();
            interactive = known;
        }
        return known;
    }

    @Override
    public String noInputReason() {
        if (console != null) {
            return "nothing was typed (Ctrl-D ends the input): try again";
        }
        return (StandardStream.IN.isTerminal() && !StandardStream.OUT.isTerminal()
                        ? "standard output is redirected, so there is no prompt"
                        : "there is no terminal for a prompt")
                + ": run this in a terminal";
    }

    @Override
    public @Nullable WipeableSecret readSecret(String prompt) {
        if (console == null) {
            return null;
        }
        char[] typed = console.readPassword("%s", prompt);
        return typed == null ? null : WipeableSecret.owning(typed);
    }
}
