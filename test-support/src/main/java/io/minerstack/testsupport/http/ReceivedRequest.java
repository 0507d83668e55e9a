package io.minerstack.testsupport.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire.
 *
 * @param target what the request line has between the method and the version, such as {@code /context?cid=c}
 * @param headers by names in lower case
 * @param body read as UTF-8; empty where there is none
 */
public record ReceivedRequest(String method, String target, Map<String, List<String>> headers, String body) {

    /** The target without its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.getFirst();
    }

    ReceivedRequest withBody(String read) {
        return new ReceivedRequest(method, target, headers, read);
    }

    boolean asksToClose() {
        return "close".equalsIgnoreCase(header("Connection"));
    }
}
