package io.minerstack.registration.preflight.check;

import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.http.MinerResponse;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.report.TerminalSafeText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A real question, as the network asks it, and the removal of what it left behind. */
public final class CompleteCheck {

    private static final String ID = "complete";
    private static final String TITLE = "/complete gives a well-formed answer in time";
    private static final String QUESTION = "In one sentence: why is the sky blue?";
    /** What the network waits, however long we would. */
    private static final Duration NETWORK_LIMIT = Duration.ofSeconds(60);

    private static final int MAX_RESPONSE = 50_000;
    private static final int MAX_NOTEBOOK = 100_000;
    private static final String FASTER = "The network gives " + NETWORK_LIMIT.toSeconds()
            + " s: use a smaller or faster model, lower MAX_TOKENS, or raise the proxy's time-outs.";

    private static final String STRANGER = "Is something else answering, or changing the answer?";

    private final MinerClient caller;
    private final String key;
    private final Duration limit;
    private final String cid;

    public CompleteCheck(MinerClient caller, String key, Duration limit, RandomGenerator random) {
        this.caller = caller;
        this.key = key;
        this.limit = limit;
        this.cid = "preflight-" + HexFormat.of().toHexDigits(random.nextLong());
    }

    public List<CheckResult> run() {
        String body = """
                {"cid":"%s","task":"Answer briefly.","input":[{"user_query":"%s"}],\
                "use_conversation_history":false,"use_playbook":false}""".formatted(cid, QUESTION);
        List<CheckResult> checks = new ArrayList<>();
        try {
            MinerResponse reply = caller.post("/complete", key, body.getBytes(StandardCharsets.UTF_8), limit);
            checks.add(judge(reply));
            if (reply.status() == 200) {
                CheckResult memory = memory(reply.json());
                if (memory != null) {
                    checks.add(memory);
                }
                checks.add(forget());
            }
        } catch (CallFailedException e) {
            checks.add(CheckResult.fail(ID, TITLE, e.why(), e.hasBegun() ? STRANGER + " " + FASTER : FASTER));
        }
        return checks;
    }

    private CheckResult judge(MinerResponse reply) {
        String seen = reply.status() + " in " + reply.seconds();
        if (reply.status() != 200) {
            String detail = TerminalSafeText.of(reply.json().path("detail").asString(""));
            return CheckResult.fail(ID, TITLE, seen + (detail.isEmpty() ? "" : ", " + detail), mend(reply));
        }
        String wrong = wrong(reply.json());
        if (wrong != null) {
            return CheckResult.fail(ID, TITLE, seen + ", but " + wrong, STRANGER);
        }
        return inTime(seen, reply.took());
    }

    public static CheckResult inTime(String seen, Duration took) {
        if (took.compareTo(NETWORK_LIMIT) >= 0) {
            return CheckResult.fail(ID, TITLE, seen, FASTER);
        }
        return took.multipliedBy(2).compareTo(NETWORK_LIMIT) > 0
                ? CheckResult.warn(ID, TITLE, seen, "Over half of the limit: under load it will be late.")
                : CheckResult.pass(ID, TITLE, seen);
    }

    private static String mend(MinerResponse reply) {
        return switch (reply.status()) {
            case 429 -> ApiKeyCheck.limited(reply);
            case 502, 503 -> "No model answers: see /health and the log of llm-proxy.";
            case 504 -> "The model is too slow: a smaller one, fewer MAX_TOKENS, or a faster machine.";
            default -> "See the gateway's log for this request.";
        };
    }

    private @Nullable String wrong(JsonNode answer) {
        JsonNode output = answer.path("output");
        String response = output.path("immediate_response").asString("");
        if (!answer.path("cid").asString("").equals(cid)
                || !answer.path("task").isString()
                || !answer.path("input").path(0).path("user_query").asString("").equals(QUESTION)) {
            return "it does not echo cid, task and input";
        }
        if (response.isBlank()) {
            return "output.immediate_response is empty or no text";
        }
        if (!output.path("notebook").isString()) {
            return "output.notebook is no text";
        }
        if (response.codePointCount(0, response.length()) > MAX_RESPONSE
                || output.path("notebook").asString("").codePoints().count() > MAX_NOTEBOOK) {
            return "a text is longer than allowed";
        }
        return answer.path("component").asString("").equals("complete") ? null : "component is not \"complete\"";
    }

    /** Null where nothing is said of it: another kind of miner may say nothing. */
    private static @Nullable CheckResult memory(JsonNode answer) {
        String title = "The memory took part in the answer";
        String state = TerminalSafeText.of(answer.path("metadata").path("memory").asString(""));
        if (state.isEmpty()) {
            return null;
        }
        return state.equals("unavailable")
                ? CheckResult.warn(
                        CheckResult.MEMORY,
                        title,
                        "metadata.memory is unavailable",
                        "Conversations are not kept and the playbook is not read: is memory-service up, and its database?")
                : CheckResult.pass(CheckResult.MEMORY, title, state);
    }

    private CheckResult forget() {
        String title = "The conversation of this check can be deleted";
        try {
            MinerResponse reply = caller.delete("/conversations/" + cid + "?playbook=true", key);
            return reply.status() == 200
                    ? CheckResult.pass("forget", title, "deleted")
                    : CheckResult.warn("forget", title, String.valueOf(reply.status()), "See memory-service: was it stored?");
        } catch (CallFailedException e) {
            return CheckResult.warn("forget", title, e.why(), "See memory-service's log.");
        }
    }
}
