package io.minerstack.bench.fake;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the fake answers with.
 *
 * @param status of the response; anything but 200 answers with an error envelope
 * @param headers added to the response
 * @param errorCode {@code code} of the error envelope
 * @param body sent instead of the answer, as it is
 * @param contentType of {@code body}
 * @param events payloads of the stream's events instead of the answer's, without {@code [DONE]}
 */
record ResponseContent(
        int status,
        Map<String, String> headers,
        @Nullable String errorCode,
        @Nullable String body,
        String contentType,
        @Nullable List<String> events) {

    static final ResponseContent ANSWER = new ResponseContent(200, Map.of(), null, null, "application/json", null);

    ResponseContent {
        headers = Map.copyOf(headers);
        events = events == null ? null : List.copyOf(events);
    }
}
