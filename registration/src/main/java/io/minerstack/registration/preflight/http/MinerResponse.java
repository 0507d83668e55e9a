package io.minerstack.registration.preflight.http;

import io.minerstack.registration.preflight.report.TerminalSafeText;
import java.net.http.HttpHeaders;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A response of the miner.
 *
 * @param body text of at most {@link MinerClient#MAX_BODY} bytes
 * @param duration from the start of the request to the end of the response
 */
public record MinerResponse(int status, HttpHeaders headers, String body, Duration duration) {

    /** Follows the status of an error that is not a {@linkplain #isProblem() problem}. */
    public static final String WITHOUT_REASON = " without a reason in `detail` and `error`";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The body as JSON; a missing node if the body is not JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** The first value of a header, safe for a terminal; empty if the header is missing. */
    public String header(String name) {
        return headers.firstValue(name).map(TerminalSafeText::of).orElse("");
    }

    /** Whether the body is {@code application/problem+json} with text in {@code detail} and in {@code error}. */
    public boolean isProblem() {
        JsonNode json = json();
        return header("Content-Type").startsWith("application/problem+json")
                && json.path("detail").isString()
                && json.path("error").isString();
    }

    /** The duration, such as {@code 0.25 s}. */
    public String seconds() {
        return "%.2f s".formatted(duration.toMillis() / 1000.0);
    }

    /** The fix for a 429. */
    public String rateLimitFix() {
        return "Rate limited: run preflight again in " + header("Retry-After") + " s.";
    }
}
