package io.minerstack.registration.preflight.check;

import io.minerstack.registration.preflight.check.ApiKeyCheck;
import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.http.MinerResponse;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.connection.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests that must be refused, each with its own status and a reason that callers can read. */
public final class RefusalCheck {

    private final MinerClient caller;
    private final Target target;
    private final String key;

    public RefusalCheck(MinerClient caller, Target target, String key) {
        this.caller = caller;
        this.target = target;
        this.key = key;
    }

    public List<CheckResult> run() {
        // different components, so that no one's rate limit is used up
        return List.of(
                refused("refuse.malformed", "JSON that is none: 400", "/refine", "{\"cid\": ", 400),
                refused(
                        "refuse.invalid",
                        "A blank question: 422",
                        "/feedback",
                        "{\"cid\":\"preflight\",\"task\":\"\",\"input\":[{\"user_query\":\" \"}]}",
                        422));
    }

    private CheckResult refused(String id, String title, String path, String body, int status) {
        try {
            MinerResponse reply = caller.post(path, key, body.getBytes(StandardCharsets.UTF_8), target.shortLimit());
            String seen = String.valueOf(reply.status());
            if (reply.status() == 429) {
                return CheckResult.warn(id, title, seen, ApiKeyCheck.limited(reply));
            }
            if (reply.status() != status) {
                return CheckResult.fail(id, title, seen, "Is a proxy answering in the gateway's place?");
            }
            return reply.isProblem()
                    ? CheckResult.pass(id, title, seen)
                    : CheckResult.fail(id, title, seen + MinerResponse.WITHOUT_REASON, ApiKeyCheck.REPLACED);
        } catch (CallFailedException e) {
            return CheckResult.fail(id, title, e.why(), "See the check of /health.");
        }
    }
}
