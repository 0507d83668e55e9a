package io.minerstack.registration.preflight.check;

import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.http.MinerResponse;
import io.minerstack.registration.preflight.report.CheckResult;
import java.util.List;

/** Sends invalid requests; each must be refused with its own status and with a reason that callers can parse. */
public final class RefusalCheck {

    private final MinerClient client;
    private final Target target;
    private final String key;

    public RefusalCheck(MinerClient client, Target target, String key) {
        this.client = client;
        this.target = target;
        this.key = key;
    }

    public List<CheckResult> run() {
        // different components, so that the checks do not use up one component's rate limit
        return List.of(
                check("refuse.malformed", "Malformed JSON: 400", "/refine", "{\"cid\": ", 400),
                check(
                        "refuse.invalid",
                        "A blank question: 422",
                        "/feedback",
                        "{\"cid\":\"preflight\",\"task\":\"\",\"input\":[{\"user_query\":\" \"}]}",
                        422));
    }

    private CheckResult check(String id, String title, String path, String body, int expected) {
        try {
            MinerResponse response = client.post(path, key, body, target.shortTimeout());
            String seen = String.valueOf(response.status());
            if (response.status() == 429) {
                return CheckResult.warn(id, title, seen, response.rateLimitFix());
            }
            if (response.status() != expected) {
                return CheckResult.fail(id, title, seen, "Does a proxy answer instead of the gateway?");
            }
            return response.isProblem()
                    ? CheckResult.pass(id, title, seen)
                    : CheckResult.fail(id, title, seen + MinerResponse.WITHOUT_REASON, ApiKeyCheck.ERROR_PAGE_REPLACED);
        } catch (CallFailedException e) {
            return CheckResult.fail(id, title, e.reason(), "See the check of /health.");
        }
    }
}
