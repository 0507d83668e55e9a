package io.minerstack.agent.coalescing;

import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of the header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header-07): the name that a
 * client gives to one operation and repeats when it sends the operation again. The draft wants a quoted string of RFC
 * 9651; many clients send the bare value, which means the same.
 *
 * @param value 1–255 printable characters of US-ASCII
 */
public record IdempotencyKey(String value) {

    private static final int MAX_LENGTH = 255;

    /**
     * Reads the header lines of one request; null without any.
     *
     * @throws ProblemException 400 unless the lines hold exactly one valid key
     */
    public static @Nullable IdempotencyKey read(List<String> headerLines) {
        if (headerLines.isEmpty()) {
            return null;
        }
        if (headerLines.size() > 1) {
            throw invalid("one header line");
        }
        String sent = headerLines.getFirst().strip();
        String value = sent.startsWith("\"") ? unquoted(sent) : sent;
        if (value.isEmpty()
                || value.length() > MAX_LENGTH
                || !value.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            throw invalid("1-" + MAX_LENGTH + " printable characters of US-ASCII");
        }
        return new IdempotencyKey(value);
    }

    private static String unquoted(String quoted) {
        StringBuilder value = new StringBuilder(quoted.length());
        int at = 1;
        while (at < quoted.length() && quoted.charAt(at) != '"') {
            if (quoted.charAt(at) == '\\') {
                at++;
                if (at == quoted.length() || (quoted.charAt(at) != '"' && quoted.charAt(at) != '\\')) {
                    throw invalid("in a quoted string, \\ only before \" and \\");
                }
            }
            value.append(quoted.charAt(at));
            at++;
        }
        if (at != quoted.length() - 1) {
            throw invalid("a quoted string that ends with the header line");
        }
        return value.toString();
    }

    private static ProblemException invalid(String expected) {
        return new ProblemException(
                ProblemType.UNREADABLE, ContextHeaders.IDEMPOTENCY_KEY + ": expected " + expected + ".");
    }
}
