package io.minerstack.servicesupport.stacksecret;

import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.secret.Secret;
import io.minerstack.stacksupport.stacksecret.StackSecretHeader;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * The secret that the services of one stack share, in the header {@link ContextHeaders#STACK_SECRET}. While it is
 * changed there are two: the first one is sent, both are accepted. Prints as {@code ***}.
 */
public final class StackSecret {

    private static final int MAX_SECRETS = 2;
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x2b\\x2d-\\x7e]{32,256}");

    private final List<Secret> valid;

    private StackSecret(List<Secret> valid) {
        this.valid = valid;
    }

    /**
     * Reads a secret, or two with a comma between them. A blank text is no secret. Configuration binding calls this
     * method, too.
     *
     * @throws IllegalArgumentException if one is shorter than 32 or longer than 256 visible ASCII characters, if both
     *     are the same, or if there are more than two; the message does not repeat the text
     */
    public static StackSecret of(String text) {
        List<String> parts = StackSecretHeader.secrets(text);
        if (parts.size() > MAX_SECRETS
                || parts.stream().distinct().count() < parts.size()
                || !parts.stream().allMatch(part -> FORM.matcher(part).matches())) {
            throw new IllegalArgumentException(
                    "expected: 32 to 256 visible ASCII characters, or two such secrets with a comma between them");
        }
        return new StackSecret(parts.stream().map(Secret::of).toList());
    }

    /** Whether there is no secret, so that none is sent and none is asked for. */
    public boolean isMissing() {
        return valid.isEmpty();
    }

    /** Adds the secret to a request to another service of the stack. Must not be called for any other server. */
    public void writeTo(HttpHeaders headers) {
        if (!valid.isEmpty()) {
            headers.set(ContextHeaders.STACK_SECRET, valid.getFirst().reveal());
        }
    }

    /**
     * Whether a request has a valid secret, and only one. Compares with each valid one in a time that depends on the
     * lengths alone.
     */
    boolean isIn(HttpHeaders headers) {
        List<String> presented = headers.getOrDefault(ContextHeaders.STACK_SECRET, List.of());
        if (presented.size() != 1) {
            return false;
        }
        Secret sent = Secret.of(presented.getFirst());
        boolean found = false;
        for (Secret secret : valid) {
            found |= secret.equals(sent);
        }
        return found;
    }

    @Override
    public String toString() {
        return isMissing() ? "none" : "***";
    }
}
