package io.minerstack.servicesupport.context;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code traceparent} of W3C Trace Context, level 1: the span that the work of a request belongs to.
 *
 * @param traceId 32 hexadecimal digits in lower case, not all zero
 * @param spanId 16 hexadecimal digits in lower case, not all zero
 * @param sampled whether the spans of this trace are recorded
 */
public record Traceparent(String traceId, String spanId, boolean sampled) {

    // version ff is not valid; a header of a later version is read if it has these four fields and no more
    private static final Pattern HEADER =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;

    /** The header's fields; null for a header that is missing or not well-formed. */
    public static @Nullable Traceparent parse(@Nullable String header) {
        if (header == null || !HEADER.matcher(header).matches()) {
            return null;
        }
        int flags = Integer.parseInt(header, FLAGS, header.length(), 16);
        return new Traceparent(
                header.substring(TRACE_ID, SPAN_ID - 1), header.substring(SPAN_ID, FLAGS - 1), (flags & 1) == 1);
    }

    /** The header's value. */
    public String header() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
