package io.minerstack.registration.preflight.check;

import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.http.MinerResponse;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.report.TerminalSafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** {@code GET /capabilities} without a key, with a wrong one and with the right one. */
public final class ApiKeyCheck {

    private static final Set<String> COMPONENTS =
            Set.of("complete", "refine", "feedback", "human_feedback", "summary", "aggregate", "internet_search");

    /** The mend where a status is right and the body is not the gateway's. */
    public static final String REPLACED = "A proxy replaces error pages: switch that off for this host.";

    private final MinerClient caller;
    private final String key;

    public ApiKeyCheck(MinerClient caller, String key) {
        this.caller = caller;
        this.key = key;
    }

    public List<CheckResult> run() {
        List<CheckResult> checks = new ArrayList<>();
        checks.add(withoutKey());
        checks.add(wrongKey());
        checks.addAll(rightKey());
        return checks;
    }

    private CheckResult withoutKey() {
        String title = "/capabilities without a key: 401";
        try {
            MinerResponse reply = caller.get("/capabilities", null);
            String seen = String.valueOf(reply.status());
            if (reply.status() != 401) {
                return CheckResult.fail(
                        "key.missing",
                        title,
                        seen,
                        reply.status() == 200
                                ? "Anybody can use this miner: no key is asked for. Set API_KEY, or mend the proxy."
                                : "Does the URL lead to the gateway itself, path included?");
            }
            String challenge = reply.header("WWW-Authenticate");
            if (!challenge.isEmpty() && !challenge.matches("(?i)ApiKey\\b.*")) {
                return CheckResult.fail(
                        "key.missing",
                        title,
                        "401 with WWW-Authenticate: " + challenge,
                        "A proxy asks for credentials of its own: let every request through to the gateway.");
            }
            if (!reply.isProblem()) {
                return CheckResult.fail("key.missing", title, seen + MinerResponse.WITHOUT_REASON, REPLACED);
            }
            return challenge.isEmpty()
                    ? CheckResult.warn("key.missing", title, "401 without WWW-Authenticate", "A proxy strips it.")
                    : CheckResult.pass("key.missing", title, seen);
        } catch (CallFailedException e) {
            return CheckResult.fail("key.missing", title, e.why(), "See the check of /health.");
        }
    }

    private CheckResult wrongKey() {
        String title = "/capabilities with a wrong key: 403";
        try {
            MinerResponse reply = caller.get("/capabilities", "preflight-wrong-key-0123456789abcdef0123");
            String seen = String.valueOf(reply.status());
            return switch (reply.status()) {
                case 403 ->
                    reply.isProblem()
                            ? CheckResult.pass("key.wrong", title, seen)
                            : CheckResult.fail("key.wrong", title, seen + MinerResponse.WITHOUT_REASON, REPLACED);
                case 429 -> CheckResult.warn("key.wrong", title, seen, limited(reply));
                default ->
                    CheckResult.fail(
                            "key.wrong",
                            title,
                            seen,
                            reply.status() == 200 ? "Any key opens this miner: stop it." : "Is this the gateway?");
            };
        } catch (CallFailedException e) {
            return CheckResult.fail("key.wrong", title, e.why(), "See the check of /health.");
        }
    }

    private List<CheckResult> rightKey() {
        String title = "/capabilities with the key: 200, all seven components";
        try {
            MinerResponse reply = caller.get("/capabilities", key);
            return reply.status() == 200
                    ? List.of(capabilities(reply, title), limits(reply))
                    : List.of(CheckResult.fail("key.right", title, String.valueOf(reply.status()), mend(reply)));
        } catch (CallFailedException e) {
            return List.of(CheckResult.fail("key.right", title, e.why(), "See the check of /health."));
        }
    }

    private static String mend(MinerResponse reply) {
        return switch (reply.status()) {
            case 401 -> "The key did not arrive: a proxy strips X-API-Key.";
            case 403 -> "The key is not this miner's: compare --token with its API_KEY.";
            case 429 -> limited(reply);
            default -> "See the gateway's log for this request.";
        };
    }

    public static String limited(MinerResponse reply) {
        return "Rate limited: run it again in " + reply.header("Retry-After") + " s.";
    }

    private static CheckResult capabilities(MinerResponse reply, String title) {
        Set<String> missing = new TreeSet<>(COMPONENTS);
        for (JsonNode component : reply.json().path("components")) {
            missing.remove(component.asString(""));
        }
        String name = TerminalSafeText.of(reply.json().path("miner_name").asString("?"));
        return missing.isEmpty()
                ? CheckResult.pass("key.right", title, "200, " + name)
                : CheckResult.fail("key.right", title, "missing: " + missing, "Is this the gateway of a whole stack?");
    }

    private static CheckResult limits(MinerResponse reply) {
        String title = "Answers say how much of the rate limit is left";
        return reply.header("RateLimit").isEmpty()
                        || reply.header("RateLimit-Policy").isEmpty()
                ? CheckResult.warn(
                        "rate-limit",
                        title,
                        "no RateLimit and RateLimit-Policy",
                        "Switch limits on (RATE_LIMIT_ALL must not be off), or let the proxy pass these headers.")
                : CheckResult.pass("rate-limit", title, reply.header("RateLimit"));
    }
}
