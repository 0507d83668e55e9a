package io.minerstack.registration.preflight.http;

import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.report.TerminalSafeText;
import java.net.http.HttpHeaders;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * An answer.
 *
 * @param body text of at most {@link MinerClient#MAX_BODY} bytes
 * @param took from the first byte sent to the last received
 */
public record MinerResponse(int status, HttpHeaders headers, String body, Duration took) {

    /** Follows the status in what is told of an error that is no {@linkplain #isProblem() problem}. */
    public static final String WITHOUT_REASON = " without a reason in `detail` and `error`";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The body as JSON; a missing node when it is none. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    public String header(String name) {
        return headers.firstValue(name).map(TerminalSafeText::of).orElse("");
    }

    /** Whether an error tells its reason the way that callers read it: text in {@code detail} and in {@code error}. */
    public boolean isProblem() {
        JsonNode json = json();
        return header("Content-Type").startsWith("application/problem+json")
                && json.path("detail").isString()
                && json.path("error").isString();
    }

    public String seconds() {
        return "%.2f s".formatted(took.toMillis() / 1000.0);
    }
}
