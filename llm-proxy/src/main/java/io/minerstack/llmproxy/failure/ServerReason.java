package io.minerstack.llmproxy.failure;

import io.minerstack.servicesupport.secret.Secret;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a model server said, for one line of the log: cut, without control characters and without secrets. */
final class ServerReason {

    private static final int MAX_LENGTH = 300;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}]+|  +");
    private static final Pattern SECRET =
            Pattern.compile("(?i)\\bbearer [^ ]+|\\b(sk|gsk|pk|xai|cpk|hf|key)[-_][\\w*.-]{4,}"
                    + "|\\bAIza[\\w-]{10,}|\\b(?=[\\w-]{0,200}\\d)[A-Za-z0-9_-]{24,}|\\w*\\*{3,}\\w*");

    private ServerReason() {}

    /**
     * The reason in a body, empty where the body has none.
     *
     * @param key the key that was sent, which a server may repeat
     */
    static String of(ErrorWords words, @Nullable Secret key) {
        String text = words.message().isBlank() ? words.codes() : words.message();
        text = text.length() > 4 * MAX_LENGTH ? text.substring(0, 4 * MAX_LENGTH) : text;
        if (key != null && !key.isBlank()) {
            text = text.replace(key.reveal(), "***");
        }
        text = SECRET.matcher(CONTROL.matcher(text).replaceAll(" "))
                .replaceAll("***")
                .strip();
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
