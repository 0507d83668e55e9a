package io.minerstack.registration.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** {@code GET /capabilities} without a key, with a wrong one and with the right one. */
final class KeyProbe {

    private static final Set<String> COMPONENTS =
            Set.of("complete", "refine", "feedback", "human_feedback", "summary", "aggregate", "internet_search");

    /** The mend where a status is right and the body is not the gateway's. */
    static final String REPLACED = "A proxy replaces error pages: switch that off for this host.";

    private final Caller caller;
    private final String key;

    KeyProbe(Caller caller, String key) {
        this.caller = caller;
        this.key = key;
    }

    List<Check> run() {
        List<Check> checks = new ArrayList<>();
        checks.add(withoutKey());
        checks.add(wrongKey());
        checks.addAll(rightKey());
        return checks;
    }

    private Check withoutKey() {
        String title = "/capabilities without a key: 401";
        try {
            Reply reply = caller.get("/capabilities", null);
            String seen = String.valueOf(reply.status());
            if (reply.status() != 401) {
                return Check.fail(
                        "key.missing",
                        title,
                        seen,
                        reply.status() == 200
                                ? "Anybody can use this miner: no key is asked for. Set API_KEY, or mend the proxy."
                                : "Does the URL lead to the gateway itself, path included?");
            }
            String challenge = reply.header("WWW-Authenticate");
            if (!challenge.isEmpty() && !challenge.matches("(?i)ApiKey\\b.*")) {
                return Check.fail(
                        "key.missing",
                        title,
                        "401 with WWW-Authenticate: " + challenge,
                        "A proxy asks for credentials of its own: let every request through to the gateway.");
            }
            if (!reply.isProblem()) {
                return Check.fail("key.missing", title, seen + Reply.WITHOUT_REASON, REPLACED);
            }
            return challenge.isEmpty()
                    ? Check.warn("key.missing", title, "401 without WWW-Authenticate", "A proxy strips it.")
                    : Check.pass("key.missing", title, seen);
        } catch (CallFailed e) {
            return Check.fail("key.missing", title, e.why(), "See the check of /health.");
        }
    }

    private Check wrongKey() {
        String title = "/capabilities with a wrong key: 403";
        try {
            Reply reply = caller.get("/capabilities", "preflight-wrong-key-0123456789abcdef0123");
            String seen = String.valueOf(reply.status());
            return switch (reply.status()) {
                case 403 ->
                    reply.isProblem()
                            ? Check.pass("key.wrong", title, seen)
                            : Check.fail("key.wrong", title, seen + Reply.WITHOUT_REASON, REPLACED);
                case 429 -> Check.warn("key.wrong", title, seen, limited(reply));
                default ->
                    Check.fail(
                            "key.wrong",
                            title,
                            seen,
                            reply.status() == 200 ? "Any key opens this miner: stop it." : "Is this the gateway?");
            };
        } catch (CallFailed e) {
            return Check.fail("key.wrong", title, e.why(), "See the check of /health.");
        }
    }

    private List<Check> rightKey() {
        String title = "/capabilities with the key: 200, all seven components";
        try {
            Reply reply = caller.get("/capabilities", key);
            return reply.status() == 200
                    ? List.of(capabilities(reply, title), limits(reply))
                    : List.of(Check.fail("key.right", title, String.valueOf(reply.status()), mend(reply)));
        } catch (CallFailed e) {
            return List.of(Check.fail("key.right", title, e.why(), "See the check of /health."));
        }
    }

    private static String mend(Reply reply) {
        return switch (reply.status()) {
            case 401 -> "The key did not arrive: a proxy strips X-API-Key.";
            case 403 -> "The key is not this miner's: compare --token with its API_KEY.";
            case 429 -> limited(reply);
            default -> "See the gateway's log for this request.";
        };
    }

    static String limited(Reply reply) {
        return "Rate limited: run it again in " + reply.header("Retry-After") + " s.";
    }

    private static Check capabilities(Reply reply, String title) {
        Set<String> missing = new TreeSet<>(COMPONENTS);
        for (JsonNode component : reply.json().path("components")) {
            missing.remove(component.asString(""));
        }
        String name = Printable.of(reply.json().path("miner_name").asString("?"));
        return missing.isEmpty()
                ? Check.pass("key.right", title, "200, " + name)
                : Check.fail("key.right", title, "missing: " + missing, "Is this the gateway of a whole stack?");
    }

    private static Check limits(Reply reply) {
        String title = "Answers say how much of the rate limit is left";
        return reply.header("RateLimit").isEmpty()
                        || reply.header("RateLimit-Policy").isEmpty()
                ? Check.warn(
                        "rate-limit",
                        title,
                        "no RateLimit and RateLimit-Policy",
                        "Switch limits on (RATE_LIMIT_ALL must not be off), or let the proxy pass these headers.")
                : Check.pass("rate-limit", title, reply.header("RateLimit"));
    }
}
