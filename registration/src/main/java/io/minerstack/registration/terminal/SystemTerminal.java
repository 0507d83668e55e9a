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
 * The process's own standard streams and console, always in UTF-8: under the C locale the JVM would turn the letters of
 * a password into question marks, while the wallet's own tools read UTF-8 there too.
 */
public final class SystemTerminal implements Terminal {

    private final PrintWriter out = utf8(FileDescriptor.out);
    private final PrintWriter err = utf8(FileDescriptor.err);
    private final @Nullable Console console;
    private volatile @Nullable Boolean watched;

    public SystemTerminal() {
        if (isAscii(System.getProperty("stdin.encoding")) || isAscii(System.getProperty("native.encoding"))) {
            // the console looks at these when it is first asked for
            System.setProperty("stdin.encoding", "UTF-8");
            System.setProperty("stdout.encoding", "UTF-8");
        }
        console = console();
    }

    /** Its contract allows null, and the JVM can be told to make it so. */
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
    public boolean isWatched() {
        Boolean known = watched;
        if (known == null) {
            known = StandardStream.ERR.isTerminal();
            watched = known;
        }
        return known;
    }

    @Override
    public String whyNoAnswer() {
        if (console != null) {
            return "none was typed (the input ended, by Ctrl-D perhaps): try again";
        }
        return (StandardStream.IN.isTerminal() && !StandardStream.OUT.isTerminal()
                        ? "standard output is redirected, so that it can't be asked for"
                        : "there is no terminal to ask on")
                + ": run this in a terminal";
    }

    @Override
    public @Nullable WipeableSecret askSecret(String prompt) {
        if (console == null) {
            return null;
        }
        char[] typed = console.readPassword("%s", prompt);
        return typed == null ? null : WipeableSecret.owning(typed);
    }
}
