package io.minerstack.registration.preflight.check;

import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.http.MinerResponse;
import io.minerstack.registration.preflight.http.RawHttpExchange;
import io.minerstack.registration.preflight.http.RawHttpResult;
import io.minerstack.registration.preflight.http.RawHttpResult.Ending;
import io.minerstack.registration.preflight.report.CheckResult;
import java.util.List;

/** Checks that a body of almost 10 MB is read, and that a larger one is refused, with and without a length. */
public final class BodyLimitCheck {

    /** Below 10 MB as 10^7 bytes, the smaller reading of the limit. */
    private static final int BELOW_LIMIT = 9_999_000;

    /** Above 10 MB as 10 × 2^20 bytes, the larger reading of the limit. */
    private static final int ABOVE_LIMIT = (10 << 20) + 1;

    private static final String TOO_LARGE_FIX = "MAX_REQUEST_SIZE must be 10 MB.";

    /** The fix for a 429 without a response that can be parsed. */
    static final String RATE_LIMITED = "Rate limited: run preflight again in a minute.";

    private final Target target;
    private final String key;

    public BodyLimitCheck(Target target, String key) {
        this.target = target;
        this.key = key;
    }

    public List<CheckResult> run() {
        return List.of(checkBelowLimit(), checkAboveLimit(), checkChunked());
    }

    private CheckResult checkBelowLimit() {
        String title = "A body of almost 10 MB is read (422: its question is too long)";
        String fix = "A proxy has a lower limit: set nginx's client_max_body_size to 11m.";
        RawHttpResult result = exchange((out, response) -> {
            RawRequests.writeHead(out, "POST", "/human_feedback", target, key, "Content-Length: " + BELOW_LIMIT);
            RawRequests.writeBody(out, BELOW_LIMIT);
        });
        return result.ending() == Ending.CLOSED
                ? CheckResult.fail("body.within", title, result.text(target.uploadTimeout()), fix)
                : judge("body.within", title, 422, fix, result);
    }

    private CheckResult checkAboveLimit() {
        RawHttpResult result = exchange((out, response) -> {
            RawRequests.writeHead(out, "POST", "/summary", target, key, "Content-Length: " + ABOVE_LIMIT);
            if (!response.hasStarted()) {
                RawRequests.writeBody(out, ABOVE_LIMIT);
            }
        });
        return judge("body.over", "A body over 10 MB: 413", 413, TOO_LARGE_FIX, result);
    }

    private CheckResult checkChunked() {
        RawHttpResult result = exchange((out, response) -> {
            RawRequests.writeHead(out, "POST", "/aggregate", target, key, "Transfer-Encoding: chunked");
            RawRequests.writeChunks(out, ABOVE_LIMIT, response);
        });
        return judge("body.chunked", "A body over 10 MB in chunks, without a length: 413", 413, TOO_LARGE_FIX, result);
    }

    private RawHttpResult exchange(RawHttpExchange.RequestWriter request) {
        return RawHttpExchange.run(target, target.uploadTimeout(), request);
    }

    private CheckResult judge(String id, String title, int expected, String fix, RawHttpResult result) {
        String seen = result.text(target.uploadTimeout());
        if (result.ending() != Ending.ANSWERED) {
            return CheckResult.warn(
                    id,
                    title,
                    seen,
                    "If the connection is slow, run preflight from elsewhere; else see the proxy's log.");
        }
        if (result.status() == 429) {
            return CheckResult.warn(id, title, seen, RATE_LIMITED);
        }
        if (result.status() != expected) {
            return CheckResult.fail(id, title, seen, fix);
        }
        return result.problem()
                ? CheckResult.pass(id, title, seen)
                : CheckResult.fail(
                        id,
                        title,
                        seen + MinerResponse.WITHOUT_REASON,
                        "A proxy answers instead of the gateway: set its limit to 11 MB, and let it forward errors.");
    }
}
