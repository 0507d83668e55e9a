package io.minerstack.registration.preflight;

import java.time.Duration;
import java.util.List;

/** {@code GET /health} as anybody may call it. */
final class HealthProbe {

    private static final String ID = "health";
    private static final String TITLE = "/health answers 200 without a key";
    private static final Duration SLOW = Duration.ofSeconds(1);

    private HealthProbe() {}

    static List<Check> run(Caller caller) {
        try {
            Reply reply = caller.get("/health", null);
            return List.of(judge(reply), requestId(reply));
        } catch (CallFailed e) {
            return List.of(Check.fail(
                    ID,
                    TITLE,
                    e.why(),
                    "Is the gateway up (./miner up), and does the firewall or proxy let this port through to it?"));
        }
    }

    private static Check judge(Reply reply) {
        String seen = reply.status() + " in " + reply.seconds();
        if (reply.status() >= 300 && reply.status() < 400) {
            return Check.fail(
                    ID, TITLE, seen + ", a redirect to " + reply.header("Location"), "Register the URL it leads to.");
        }
        if (reply.status() == 401 || reply.status() == 403) {
            return Check.fail(ID, TITLE, seen, "A proxy asks for credentials: let /health through without.");
        }
        if (reply.status() != 200) {
            return Check.fail(
                    ID, TITLE, seen, "See the gateway's log; 502 to 504 come from a proxy that can't reach it.");
        }
        String status = reply.json().path("status").asString("");
        if (!status.equals("healthy") && !status.equals("degraded")) {
            return Check.fail(ID, TITLE, seen + ", but not a miner's answer", "Something else answers at this URL.");
        }
        if (status.equals("degraded")) {
            return Check.warn(
                    ID, TITLE, seen + ", degraded", "See `components` in its answer for the part that is ill.");
        }
        return reply.took().compareTo(SLOW) > 0
                ? Check.warn(ID, TITLE, seen, "That is slow for no work: look at the machine's load and the line.")
                : Check.pass(ID, TITLE, seen);
    }

    private static Check requestId(Reply reply) {
        String title = "Answers carry X-Request-Id";
        return reply.header(Caller.REQUEST_ID).startsWith("preflight-")
                ? Check.pass("request-id", title, "the one that was sent")
                : Check.warn("request-id", title, "missing or another", "A proxy strips it: let it through both ways.");
    }
}
