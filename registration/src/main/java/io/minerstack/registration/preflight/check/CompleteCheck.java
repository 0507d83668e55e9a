package io.minerstack.registration.preflight.check;

import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.http.MinerResponse;
import io.minerstack.registration.preflight.report.CheckResult;
import io.minerstack.registration.preflight.report.TerminalSafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks {@code /complete} a real question as the network does, then deletes the conversation. */
public final class CompleteCheck {

    private static final String ID = "complete";
    private static final String TITLE = "/complete gives a well-formed answer in time";
    private static final String QUESTION = "In one sentence: why is the sky blue?";
    /** The time-out of the network, whatever {@code --timeout} is. */
    private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(60);

    private static final String FASTER = "The network waits " + NETWORK_TIMEOUT.toSeconds()
            + " s: use a smaller or faster model, lower MAX_TOKENS, or raise the proxy's time-outs.";

    private static final String NOT_THE_GATEWAY = "Does another service answer, or does a proxy change the answer?";

    private final MinerClient client;
    private final String key;
    private final Duration timeout;
    private final String cid;

    public CompleteCheck(MinerClient client, String key, Duration timeout, RandomGenerator random) {
        this.client = client;
        this.key = key;
        this.timeout = timeout;
        this.cid = "preflight-" + HexFormat.of().toHexDigits(random.nextLong());
    }

    public List<CheckResult> run() {
        String json = """
                {"cid":"%s","task":"Answer briefly.","input":[{"user_query":"%s"}],\
                "use_conversation_history":false,"use_playbook":false}""".formatted(cid, QUESTION);
        List<CheckResult> results = new ArrayList<>();
        try {
            MinerResponse response = client.post("/complete", key, json, timeout);
            results.add(checkAnswer(response));
            if (response.status() == 200) {
                CheckResult memory = checkMemory(response.json());
                if (memory != null) {
                    results.add(memory);
                }
                results.add(deleteConversation());
            }
        } catch (CallFailedException e) {
            String fix = e.responseStarted() ? NOT_THE_GATEWAY + " " + FASTER : FASTER;
            results.add(CheckResult.fail(ID, TITLE, e.reason(), fix));
        }
        return results;
    }

    private CheckResult checkAnswer(MinerResponse response) {
        String seen = response.status() + " in " + response.seconds();
        if (response.status() != 200) {
            String detail = TerminalSafeText.of(response.json().path("detail").asString(""));
            return CheckResult.fail(ID, TITLE, seen + (detail.isEmpty() ? "" : ", " + detail), fix(response));
        }
        String problem = AnswerContract.flaw(response.json(), cid, QUESTION);
        return problem == null
                ? checkDuration(seen, response.duration())
                : CheckResult.fail(ID, TITLE, seen + ", but " + problem, NOT_THE_GATEWAY);
    }

    static CheckResult checkDuration(String seen, Duration duration) {
        if (duration.compareTo(NETWORK_TIMEOUT) >= 0) {
            return CheckResult.fail(ID, TITLE, seen, FASTER);
        }
        return duration.multipliedBy(2).compareTo(NETWORK_TIMEOUT) > 0
                ? CheckResult.warn(
                        ID, TITLE, seen, "The answer took over half of the 60 s: under load answers will be late.")
                : CheckResult.pass(ID, TITLE, seen);
    }

    private static String fix(MinerResponse response) {
        return switch (response.status()) {
            case 429 -> response.rateLimitFix();
            case 502, 503 -> "No model answers: see /health and the log of llm-proxy.";
            case 504 -> "The model is too slow: use a smaller model, lower MAX_TOKENS, or use a faster machine.";
            default -> "See the gateway's log for this request.";
        };
    }

    /** Null if the answer does not mention the memory: another miner than this stack may not. */
    private static @Nullable CheckResult checkMemory(JsonNode answer) {
        String title = "The answer reports no failure of memory-service";
        String state =
                TerminalSafeText.of(answer.path("metadata").path("memory").asString(""));
        if (state.isEmpty()) {
            return null;
        }
        return state.equals("unavailable")
                ? CheckResult.warn(
                        CheckResult.MEMORY,
                        title,
                        "metadata.memory is unavailable",
                        "Conversations are not stored and the playbook is not read:"
                                + " are memory-service and its database running?")
                : CheckResult.pass(CheckResult.MEMORY, title, state);
    }

    private CheckResult deleteConversation() {
        String title = "The conversation of this check can be deleted";
        try {
            MinerResponse response = client.delete("/conversations/" + cid + "?playbook=true", key);
            return response.status() == 200
                    ? CheckResult.pass("forget", title, "deleted")
                    : CheckResult.warn(
                            "forget",
                            title,
                            String.valueOf(response.status()),
                            "See memory-service's log: was the conversation stored?");
        } catch (CallFailedException e) {
            return CheckResult.warn("forget", title, e.reason(), "See memory-service's log.");
        }
    }
}
