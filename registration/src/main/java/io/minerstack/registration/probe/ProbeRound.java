package io.minerstack.registration.probe;

import io.minerstack.registration.credentials.ApiUrl;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.preflight.check.AnswerContract;
import io.minerstack.registration.preflight.connection.CertificateTrust;
import io.minerstack.registration.preflight.http.CallFailedException;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.registration.preflight.http.MinerResponse;
import io.minerstack.registration.preflight.report.KeyRedaction;
import io.minerstack.registration.preflight.report.TerminalSafeText;
import io.minerstack.registration.secret.WipeableSecret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One round: {@code /health}, one question, and the end of its conversation. Each round opens its own connection, so
 * that it sees the name, the certificate and the proxy in between as a new caller does.
 *
 * @param url the public URL
 * @param keyFile the file with the key; read anew in each round, so that a new key needs no restart
 * @param askPaidModels whether the question is asked where a paid model would answer it, or may do so
 * @param keyUse what is known of the key from earlier rounds
 */
record ProbeRound(
        ApiUrl url,
        Path keyFile,
        boolean askPaidModels,
        Duration answerTimeout,
        CertificateTrust trust,
        KeyUseCheck keyUse) {

    /** Always the same: a conversation that one round could not delete is deleted by the next one. */
    static final String CID = "probe";

    private static final String QUESTION = "In one sentence: why is the sky blue?";
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(10);

    /** The provider of {@code LLM_PROVIDER} whose answers cost money. */
    private static final String PAID = "openai";

    /** What the gateway says before it knows the provider. */
    private static final String UNKNOWN = "unknown";

    /**
     * What a round saw.
     *
     * @param certificateEnd end of validity of the URL's certificate; null for http, or where no connection came about
     * @param notes what the operator should know beside the results
     * @param notAsked why there was no question; null where there was one
     * @param keyUse of the key that asked
     */
    record Seen(
            List<ProbeResult> results,
            @Nullable Instant certificateEnd,
            List<String> notes,
            @Nullable NotAsked notAsked,
            KeyUse keyUse) {}

    Seen run() {
        List<ProbeResult> results = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        try (MinerClient client = new MinerClient(url, SHORT_TIMEOUT, trust, "probe-")) {
            Answered health = call(ProbeCheck.HEALTH, () -> client.get("/health", null), ProbeRound::flawOfHealth);
            results.add(health.result());
            NotAsked notAsked = askPaidModels ? null : reasonNotToAsk(health.response());
            KeyUse use = KeyUse.NOT_KNOWN;
            if (notAsked == null) {
                use = question(client, results, notes);
            } else {
                notes.add(notAsked.note());
            }
            return new Seen(List.copyOf(results), client.certificateEnd(), List.copyOf(notes), notAsked, use);
        }
    }

    /** Null where a model answers that costs nothing. */
    private static @Nullable NotAsked reasonNotToAsk(@Nullable MinerResponse health) {
        String provider = health == null
                ? ""
                : health.json().path("llm_provider").asString("").strip().toLowerCase(Locale.ROOT);
        if (provider.isEmpty() || provider.equals(UNKNOWN)) {
            return NotAsked.UNKNOWN_PROVIDER;
        }
        return provider.contains(PAID) ? NotAsked.PAID_MODEL : null;
    }

    private KeyUse question(MinerClient client, List<ProbeResult> results, List<String> notes) {
        WipeableSecret key;
        try {
            key = ProbeKey.read(keyFile);
        } catch (RegistrationException unusable) {
            results.add(new ProbeResult(
                    ProbeCheck.ANSWER, ProbeOutcome.REFUSED, Duration.ZERO, "no key: " + unusable.message()));
            return KeyUse.NOT_KNOWN;
        }
        try (key) {
            String text = key.reveal();
            String json = """
                    {"cid":"%s","task":"Answer briefly.","input":[{"user_query":"%s"}],\
                    "use_conversation_history":false,"use_playbook":false}""".formatted(CID, QUESTION);
            ProbeResult answer = call(
                            ProbeCheck.ANSWER,
                            () -> client.post("/complete", text, json, answerTimeout),
                            body -> AnswerContract.flaw(body, CID, QUESTION))
                    .result();
            // a server could send the key back
            KeyRedaction redaction = new KeyRedaction(key);
            results.add(new ProbeResult(
                    answer.check(), answer.outcome(), answer.duration(), redaction.redact(answer.detail())));
            String kept = delete(client, text);
            if (kept != null) {
                notes.add("the conversation was not deleted: " + redaction.redact(kept));
            }
            // a refused key says nothing of its purpose
            KeyUse use = answer.isGood() ? keyUse.of(client, key) : KeyUse.NOT_KNOWN;
            if (use == KeyUse.COUNTED) {
                notes.add(KeyUse.WARNING);
            }
            return use;
        }
    }

    /** Null where the conversation is gone. */
    private static @Nullable String delete(MinerClient client, String key) {
        try {
            int status = client.delete("/conversations/" + CID + "?playbook=true", key)
                    .status();
            // 404: an answer that failed was not stored
            return status == 200 || status == 404 ? null : Integer.toString(status);
        } catch (CallFailedException failure) {
            return failure.reason();
        }
    }

    /** The first rule of the contract that the body breaks, or null. */
    private static @Nullable String flawOfHealth(JsonNode body) {
        return switch (body.path("status").asString("")) {
            case "healthy", "degraded" -> null;
            default -> "not the answer of a miner";
        };
    }

    private static Answered call(ProbeCheck check, Call call, Contract contract) {
        long start = System.nanoTime();
        try {
            MinerResponse response = call.send();
            return new Answered(judge(check, response, contract), response);
        } catch (CallFailedException failure) {
            ProbeOutcome outcome = failure.isTimeout()
                    ? ProbeOutcome.LATE
                    : failure.responseStarted() ? ProbeOutcome.MALFORMED : ProbeOutcome.UNREACHABLE;
            return new Answered(
                    new ProbeResult(check, outcome, Duration.ofNanos(System.nanoTime() - start), failure.reason()),
                    null);
        }
    }

    private static ProbeResult judge(ProbeCheck check, MinerResponse response, Contract contract) {
        if (response.status() != 200) {
            String detail = TerminalSafeText.of(response.json().path("detail").asString(""));
            return new ProbeResult(
                    check,
                    response.status() == 504 ? ProbeOutcome.LATE : ProbeOutcome.REFUSED,
                    response.duration(),
                    response.status() + (detail.isEmpty() ? "" : ", " + detail));
        }
        String flaw = contract.flaw(response.json());
        return new ProbeResult(
                check,
                flaw == null ? ProbeOutcome.GOOD : ProbeOutcome.MALFORMED,
                response.duration(),
                flaw == null ? "" : flaw);
    }

    /**
     * A result and the response that it is of.
     *
     * @param response null where there was none
     */
    private record Answered(ProbeResult result, @Nullable MinerResponse response) {}

    @FunctionalInterface
    private interface Call {
        MinerResponse send() throws CallFailedException;
    }

    @FunctionalInterface
    private interface Contract {
        @Nullable
        String flaw(JsonNode body);
    }
}
