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

/** Checks {@code GET /health} without a key: status, parts of the stack, request id. */
public final class HealthCheck {

    private static final String ID = "health";
    private static final String TITLE = "/health answers 200 without a key";
    private static final String PARTS_TITLE = "Every part of the stack is available";
    private static final Duration SLOW = Duration.ofSeconds(1);

    private static final String NOT_A_MINER = "Another service answers at this URL.";

    private HealthCheck() {}

    public static List<CheckResult> run(MinerClient client) {
        try {
            MinerResponse response = client.get("/health", null);
            List<CheckResult> results = new ArrayList<>();
            results.add(checkStatus(response));
            CheckResult parts = checkParts(response);
            if (parts != null) {
                results.add(parts);
            }
            results.add(checkRequestId(response));
            return results;
        } catch (CallFailedException e) {
            return List.of(CheckResult.fail(
                    ID,
                    TITLE,
                    e.reason(),
                    e.responseStarted()
                            ? NOT_A_MINER
                            : "Is the gateway running (./miner up)? Do firewall and proxy forward this port?"));
        }
    }

    private static CheckResult checkStatus(MinerResponse response) {
        String seen = response.status() + " in " + response.seconds();
        if (response.status() >= 300 && response.status() < 400) {
            return CheckResult.fail(
                    ID,
                    TITLE,
                    seen + ", a redirect to " + response.header("Location"),
                    "Register the URL that the redirect leads to.");
        }
        if (response.status() == 401 || response.status() == 403) {
            return CheckResult.fail(ID, TITLE, seen, "A proxy asks for credentials: allow /health without them.");
        }
        String status = response.json().path("status").asString("");
        if (response.status() == 503 && status.equals("degraded")) {
            return CheckResult.fail(
                    ID, TITLE, seen + detail(response), "The miner answers and can't serve: see below.");
        }
        if (response.status() != 200) {
            return CheckResult.fail(
                    ID,
                    TITLE,
                    seen,
                    "See the gateway's log; 502 to 504 come from a proxy that can't reach the gateway.");
        }
        if (!status.equals("healthy") && !status.equals("degraded")) {
            return CheckResult.fail(ID, TITLE, seen + ", but not the answer of a miner", NOT_A_MINER);
        }
        return response.duration().compareTo(SLOW) > 0
                ? CheckResult.warn(
                        ID, TITLE, seen, "Slow for a call without work: check the machine's load and its connection.")
                : CheckResult.pass(ID, TITLE, seen);
    }

    private static String detail(MinerResponse response) {
        String detail = TerminalSafeText.of(response.json().path("detail").asString(""));
        return detail.isEmpty() ? "" : ", " + detail;
    }

    /** Null if the response is not a miner's. */
    private static @Nullable CheckResult checkParts(MinerResponse response) {
        String status = response.json().path("status").asString("");
        List<String> down = response.json().path("components").properties().stream()
                .filter(part -> !part.getValue().asString("").equals("available"))
                .map(part -> TerminalSafeText.of(
                        part.getKey() + " is " + part.getValue().asString("in an unknown state")))
                .toList();
        if (!status.equals("degraded") && down.isEmpty()) {
            return status.equals("healthy") && response.status() == 200
                    ? CheckResult.pass(CheckResult.PARTS, PARTS_TITLE, "healthy")
                    : null;
        }
        String seen = (down.isEmpty() ? "degraded, without a list of the parts" : String.join(", ", down))
                + (response.status() == 200 ? detail(response) : "");
        return CheckResult.warn(CheckResult.PARTS, PARTS_TITLE, seen, partsFix(down));
    }

    private static String partsFix(List<String> down) {
        List<String> fixes = new ArrayList<>();
        if (down.stream().anyMatch(part -> part.startsWith("memory "))) {
            fixes.add("memory: are memory-service and its database running?"
                    + " Until then answers have neither history nor playbook.");
        }
        if (down.stream().anyMatch(part -> part.endsWith(" is misconfigured"))) {
            fixes.add("Correct the variable, or the account behind the key. llm-proxy's log has the server's reason.");
        } else if (down.stream().anyMatch(part -> part.startsWith("llm "))) {
            fixes.add("llm: are llm-proxy and the model server behind it running?");
        }
        return fixes.isEmpty() ? "See the logs of gateway and agent-service." : String.join(" ", fixes);
    }

    private static CheckResult checkRequestId(MinerResponse response) {
        String title = "Answers repeat X-Request-Id";
        return response.header(MinerClient.REQUEST_ID).startsWith("preflight-")
                ? CheckResult.pass("request-id", title, "the id of the request")
                : CheckResult.warn(
                        "request-id",
                        title,
                        "missing or another id",
                        "A proxy removes the header: configure it to forward the header both ways.");
    }
}
