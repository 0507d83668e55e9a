package io.minerstack.registration.preflight.check;

import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.http.MinerResponse;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.report.TerminalSafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /health} as anybody may call it. */
public final class HealthCheck {

    private static final String ID = "health";
    private static final String TITLE = "/health answers 200 without a key";
    private static final String PARTS_TITLE = "Every part of the stack is available";
    private static final Duration SLOW = Duration.ofSeconds(1);

    private static final String STRANGER = "Something else answers at this URL.";

    private HealthCheck() {}

    public static List<CheckResult> run(MinerClient caller) {
        try {
            MinerResponse reply = caller.get("/health", null);
            CheckResult parts = parts(reply);
            return parts == null
                    ? List.of(judge(reply), requestId(reply))
                    : List.of(judge(reply), parts, requestId(reply));
        } catch (CallFailedException e) {
            return List.of(
                    CheckResult.fail(
                            ID,
                            TITLE,
                            e.why(),
                            e.hasBegun()
                                    ? STRANGER
                                    : "Is the gateway up (./miner up), and does the firewall or proxy let this port through to it?"));
        }
    }

    private static CheckResult judge(MinerResponse reply) {
        String seen = reply.status() + " in " + reply.seconds();
        if (reply.status() >= 300 && reply.status() < 400) {
            return CheckResult.fail(
                    ID, TITLE, seen + ", a redirect to " + reply.header("Location"), "Register the URL it leads to.");
        }
        if (reply.status() == 401 || reply.status() == 403) {
            return CheckResult.fail(ID, TITLE, seen, "A proxy asks for credentials: let /health through without.");
        }
        if (reply.status() != 200) {
            return CheckResult.fail(
                    ID, TITLE, seen, "See the gateway's log; 502 to 504 come from a proxy that can't reach it.");
        }
        String status = reply.json().path("status").asString("");
        if (!status.equals("healthy") && !status.equals("degraded")) {
            return CheckResult.fail(ID, TITLE, seen + ", but not a miner's answer", STRANGER);
        }
        return reply.took().compareTo(SLOW) > 0
                ? CheckResult.warn(ID, TITLE, seen, "That is slow for no work: look at the machine's load and the line.")
                : CheckResult.pass(ID, TITLE, seen);
    }

    /** Null where the answer is not a miner's. */
    private static @Nullable CheckResult parts(MinerResponse reply) {
        String status = reply.json().path("status").asString("");
        List<String> down = reply.json().path("components").properties().stream()
                .filter(part -> !part.getValue().asString("").equals("available"))
                .map(part ->
                        TerminalSafeText.of(part.getKey() + " is " + part.getValue().asString("in no known state")))
                .toList();
        if (!status.equals("degraded") && down.isEmpty()) {
            return status.equals("healthy") && reply.status() == 200
                    ? CheckResult.pass(CheckResult.PARTS, PARTS_TITLE, "healthy")
                    : null;
        }
        String seen = down.isEmpty() ? "degraded; it does not say which part" : String.join(", ", down);
        return CheckResult.warn(CheckResult.PARTS, PARTS_TITLE, seen, mend(down));
    }

    private static String mend(List<String> down) {
        List<String> mends = new ArrayList<>();
        if (down.stream().anyMatch(part -> part.startsWith("memory "))) {
            mends.add("memory: is memory-service up, and its database? Answers go on, without history and playbook.");
        }
        if (down.stream().anyMatch(part -> part.startsWith("llm "))) {
            mends.add("llm: is llm-proxy up, and the model server behind it?");
        }
        return mends.isEmpty() ? "See the gateway's and agent-service's log." : String.join(" ", mends);
    }

    private static CheckResult requestId(MinerResponse reply) {
        String title = "Answers carry X-Request-Id";
        return reply.header(MinerClient.REQUEST_ID).startsWith("preflight-")
                ? CheckResult.pass("request-id", title, "the one that was sent")
                : CheckResult.warn("request-id", title, "missing or another", "A proxy strips it: let it through both ways.");
    }
}
