package io.minerstack.registration.terminal;

import io.minerstack.registration.secret.WipeableSecret;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Input and output of a command. Results go to {@link #out()}, warnings, errors and progress to {@link #err()}. */
public interface Terminal {

    PrintWriter out();

    PrintWriter err();

    /** Whether {@link #err()} is a terminal, so that a line may be drawn again. */
    boolean isInteractive();

    /** Asks for a secret without echo. Null if there is no terminal or nothing was typed. */
    @Nullable
    WipeableSecret readSecret(String prompt);

    /** Why {@link #readSecret} returned null and what to do. More advice may follow after a comma. */
    String noInputReason();

    /** Prints one warning. */
    default void warn(String line) {
        err().println("! " + line);
        err().flush();
    }

    /** Prints one line that is neither a result nor a warning. */
    default void note(String line) {
        err().println(line);
        err().flush();
    }
}
