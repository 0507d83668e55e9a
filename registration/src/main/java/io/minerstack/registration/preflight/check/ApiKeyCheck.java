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

/**
 * Checks {@code GET /capabilities} without a key, with a wrong key and with the right key. Where the operator has made
 * it public, another endpoint shows that a key is needed.
 */
public final class ApiKeyCheck {

    /** The id of the check with the right key. */
    public static final String RIGHT_KEY = "key.right";

    private static final String CAPABILITIES = "/capabilities";
    private static final String CONVERSATIONS = "/conversations";
    private static final String NO_KEY = "key.missing";
    private static final String PUBLIC = "capabilities.public";
    /** The reference answers {@code /capabilities} without a key, although its documents ask for one. */
    private static final String REGISTRY = "; a registry that reads it without a key needs PUBLIC_CAPABILITIES=on";

    private static final String WRONG_KEY = "key.wrong";
    private static final String WRONG_KEY_VALUE = "preflight-wrong-key-0123456789abcdef0123";
    private static final String SEE_HEALTH = "See the check of /health.";

    private static final Set<String> COMPONENTS =
            Set.of("complete", "refine", "feedback", "human_feedback", "summary", "aggregate", "internet_search");

    /** The fix if the status is right but the body is not the gateway's. */
    static final String ERROR_PAGE_REPLACED = "A proxy replaces error pages: disable that for this host.";

    private final MinerClient client;
    private final String key;

    public ApiKeyCheck(MinerClient client, String key) {
        this.client = client;
        this.key = key;
    }

    public List<CheckResult> run() {
        List<CheckResult> results = new ArrayList<>();
        boolean open = areCapabilitiesPublic();
        // a public endpoint also answers those with a wrong key
        String path = open ? CONVERSATIONS : CAPABILITIES;
        results.add(checkNoKey(path));
        results.add(checkWrongKey(path));
        if (open) {
            results.add(CheckResult.pass(PUBLIC, "/capabilities without a key", "200: PUBLIC_CAPABILITIES is on"));
        }
        results.addAll(checkRightKey());
        return results;
    }

    private boolean areCapabilitiesPublic() {
        try {
            MinerResponse response = client.get(CAPABILITIES, null);
            return response.status() == 200 && response.json().has("components");
        } catch (CallFailedException e) {
            return false; // the check that follows says why
        }
    }

    private CheckResult checkNoKey(String path) {
        String title = path + " without a key: 401";
        try {
            MinerResponse response = client.get(path, null);
            String seen = String.valueOf(response.status());
            if (response.status() != 401) {
                return CheckResult.fail(
                        NO_KEY,
                        title,
                        seen,
                        response.status() == 200
                                ? "The miner asks for no key, so anyone can use it. Set API_KEY, or fix the proxy."
                                : "Does the URL, with its path, lead to the gateway itself?");
            }
            String challenge = response.header("WWW-Authenticate");
            if (!challenge.isEmpty() && !challenge.matches("(?i)ApiKey\\b.*")) {
                return CheckResult.fail(
                        NO_KEY,
                        title,
                        "401 with WWW-Authenticate: " + challenge,
                        "A proxy asks for its own credentials: configure it to forward every request to the gateway.");
            }
            if (!response.isProblem()) {
                return CheckResult.fail(NO_KEY, title, seen + MinerResponse.WITHOUT_REASON, ERROR_PAGE_REPLACED);
            }
            return challenge.isEmpty()
                    ? CheckResult.warn(NO_KEY, title, "401 without WWW-Authenticate", "A proxy removes the header.")
                    : CheckResult.pass(NO_KEY, title, path.equals(CAPABILITIES) ? seen + REGISTRY : seen);
        } catch (CallFailedException e) {
            return CheckResult.fail(NO_KEY, title, e.reason(), SEE_HEALTH);
        }
    }

    private CheckResult checkWrongKey(String path) {
        String title = path + " with a wrong key: 403";
        try {
            MinerResponse response = client.get(path, WRONG_KEY_VALUE);
            String seen = String.valueOf(response.status());
            return switch (response.status()) {
                case 403 ->
                    response.isProblem()
                            ? CheckResult.pass(WRONG_KEY, title, seen)
                            : CheckResult.fail(
                                    WRONG_KEY, title, seen + MinerResponse.WITHOUT_REASON, ERROR_PAGE_REPLACED);
                case 429 -> CheckResult.warn(WRONG_KEY, title, seen, response.rateLimitFix());
                case 200 -> CheckResult.fail(WRONG_KEY, title, seen, "The miner accepts any key: stop the miner.");
                default -> CheckResult.fail(WRONG_KEY, title, seen, "Does the URL lead to the gateway?");
            };
        } catch (CallFailedException e) {
            return CheckResult.fail(WRONG_KEY, title, e.reason(), SEE_HEALTH);
        }
    }

    private List<CheckResult> checkRightKey() {
        String title = "/capabilities with the key: 200, all seven components";
        try {
            MinerResponse response = client.get(CAPABILITIES, key);
            return response.status() == 200
                    ? List.of(checkComponents(response, title), checkRateLimitHeaders(response))
                    : List.of(CheckResult.fail(RIGHT_KEY, title, String.valueOf(response.status()), fix(response)));
        } catch (CallFailedException e) {
            return List.of(CheckResult.fail(RIGHT_KEY, title, e.reason(), SEE_HEALTH));
        }
    }

    private static String fix(MinerResponse response) {
        return switch (response.status()) {
            case 401 -> "The key did not arrive: a proxy removes X-API-Key.";
            case 403 -> "The key is not the key of this miner: compare the token with the miner's API_KEY.";
            case 429 -> response.rateLimitFix();
            default -> "See the gateway's log for this request.";
        };
    }

    private static CheckResult checkComponents(MinerResponse response, String title) {
        Set<String> missing = new TreeSet<>(COMPONENTS);
        for (JsonNode component : response.json().path("components")) {
            missing.remove(component.asString(""));
        }
        String name = TerminalSafeText.of(response.json().path("miner_name").asString("?"));
        return missing.isEmpty()
                ? CheckResult.pass(RIGHT_KEY, title, "200, " + name)
                : CheckResult.fail(RIGHT_KEY, title, "missing: " + missing, "Is this the gateway of a complete stack?");
    }

    private static CheckResult checkRateLimitHeaders(MinerResponse response) {
        String title = "Answers state what is left of the rate limit";
        boolean missing = response.header("RateLimit").isEmpty()
                || response.header("RateLimit-Policy").isEmpty();
        return missing
                ? CheckResult.warn(
                        "rate-limit",
                        title,
                        "no RateLimit or no RateLimit-Policy",
                        "Enable rate limits (RATE_LIMIT_ALL must not be off), or let the proxy forward these headers.")
                : CheckResult.pass("rate-limit", title, response.header("RateLimit"));
    }
}
