package io.minerstack.registration.terminal;

import io.minerstack.registration.secret.WipeableSecret;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Where results, notices and questions go. Results go to {@link #out()}; everything else to {@link #err()}. */
public interface Terminal {

    PrintWriter out();

    PrintWriter err();

    /** Whether a person sees {@link #err()}, so that a line may be redrawn. */
    boolean isWatched();

    /** Asks without echo; null when there is nobody to ask or nothing was answered. */
    @Nullable
    WipeableSecret askSecret(String prompt);

    /** Why there was no answer and what to do, as the end of a sentence that more advice follows. */
    String whyNoAnswer();

    /** One line of warning. */
    default void warn(String line) {
        err().println("! " + line);
        err().flush();
    }
}
