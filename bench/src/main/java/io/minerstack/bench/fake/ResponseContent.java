package io.minerstack.bench.fake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Status, headers and body of one response.
 *
 * @param status HTTP status; any status other than 200 has an error envelope as its body
 * @param headers additional response headers
 * @param errorCode {@code code} of the error envelope
 * @param body sent unchanged instead of the answer; null for the answer
 * @param contentType content type of {@code body}
 * @param events payloads that a stream sends instead of the answer's events, without {@code [DONE]}; null for the
 *     answer's
 * @param raw the whole response, sent instead of everything else; null for the other components
 */
record ResponseContent(
        int status,
        Map<String, String> headers,
        @Nullable String errorCode,
        @Nullable String body,
        String contentType,
        @Nullable List<String> events,
        @Nullable RawResponse raw) {

    private static final String JSON = "application/json";

    /** A completion, whole or streamed as the request wants it. */
    static final ResponseContent ANSWER = new ResponseContent(200, Map.of(), null, null, JSON, null, null);

    ResponseContent {
        headers = Map.copyOf(headers);
        events = events == null ? null : List.copyOf(events);
    }

    static ResponseContent error(int status, @Nullable String code) {
        return new ResponseContent(status, Map.of(), code, null, JSON, null, null);
    }

    static ResponseContent body(int status, String contentType, String body) {
        return new ResponseContent(status, Map.of(), null, body, contentType, null, null);
    }

    static ResponseContent stream(List<String> events) {
        return new ResponseContent(200, Map.of(), null, null, JSON, events, null);
    }

    static ResponseContent raw(RawResponse response) {
        return new ResponseContent(response.status(), Map.of(), null, null, JSON, null, response);
    }

    ResponseContent header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ResponseContent(status, more, errorCode, body, contentType, events, raw);
    }
}
