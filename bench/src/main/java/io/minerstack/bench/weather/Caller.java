package io.minerstack.bench.weather;

import io.minerstack.bench.weather.AnswerCheck.Answer;
import io.minerstack.bench.weather.AnswerCheck.Outcome;
import io.minerstack.bench.weather.Violations.Invariant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests through the public port and checks the answers. */
class Caller {

    private final URI gateway;
    private final String key;
    private final Duration maxWait;
    private final AnswerCheck check;
    private final Violations violations;
    private final Summary summary;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * A caller.
     *
     * @param maxWait how long an answer is waited for
     */
    Caller(URI gateway, String key, Duration maxWait, AnswerCheck check, Violations violations, Summary summary) {
        this.gateway = gateway;
        this.key = key;
        this.maxWait = maxWait;
        this.check = check;
        this.violations = violations;
        this.summary = summary;
    }

    /** Sends a query and checks the answer. */
    void ask(WeatherQuery query, CallerConversation conversation) throws InterruptedException {
        conversation.begun(query.number());
        long started = System.nanoTime();
        try {
            HttpResponse<String> response = http.sendAsync(request(query), BodyHandlers.ofString())
                    .get(maxWait.toMillis(), TimeUnit.MILLISECONDS);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
            Outcome outcome = check.check(query, answer(response, elapsed));
            summary.count(outcome.label(), elapsed);
            if (outcome.text() != null) {
                conversation.answered(query.number(), outcome.text(), outcome.stored());
            } else if (response.statusCode() != 200) {
                conversation.failed(query.number());
            }
        } catch (ExecutionException | TimeoutException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            summary.count("no answer", Duration.ofNanos(System.nanoTime() - started));
            violations.add(Invariant.NO_ANSWER, query.number(), cause.toString());
            conversation.unknown(query.number());
        }
    }

    /** Sends a query and leaves before the answer. */
    void askAndLeave(WeatherQuery query, CallerConversation conversation, Duration after) throws InterruptedException {
        conversation.begun(query.number());
        CompletableFuture<HttpResponse<String>> call = http.sendAsync(request(query), BodyHandlers.ofString());
        Thread.sleep(after);
        call.cancel(true);
        summary.count("caller left", after);
        conversation.unknown(query.number());
    }

    /**
     * Reads a conversation back and checks it.
     *
     * @param request the last request of the conversation
     */
    void checkMemory(CallerConversation conversation, int request) throws InterruptedException {
        try {
            HttpResponse<String> response = get("/conversations/" + conversation.cid());
            switch (response.statusCode()) {
                case 200 -> conversation.check(JsonMapper.shared().readTree(response.body()), request, violations);
                case 404 -> conversation.check(null, request, violations);
                default ->
                    violations.add(
                            Invariant.WRONG_STATUS,
                            request,
                            "GET /conversations: " + response.statusCode() + " " + response.body());
            }
        } catch (IOException failure) {
            violations.add(Invariant.NO_ANSWER, request, "GET /conversations: " + failure);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(gateway.resolve(path))
                        .header("X-API-Key", key)
                        .timeout(maxWait)
                        .build(),
                BodyHandlers.ofString());
    }

    /** Reads the playbook of a conversation and checks that its entries come from this conversation. */
    void checkPlaybook(CallerConversation conversation, int request) throws InterruptedException {
        try {
            HttpResponse<String> response = get("/playbook/" + conversation.cid());
            if (response.statusCode() != 200) {
                violations.add(
                        Invariant.WRONG_STATUS,
                        request,
                        "GET /playbook: " + response.statusCode() + " " + response.body());
                return;
            }
            JsonNode entries = JsonMapper.shared().readTree(response.body()).path("entries");
            for (JsonNode entry : entries) {
                for (int named : AnswerText.requestsIn(entry.toString())) {
                    if (!conversation.has(named)) {
                        violations.add(Invariant.FOREIGN_ENTRY, request, conversation.cid() + " has " + entry);
                    }
                }
            }
        } catch (IOException failure) {
            violations.add(Invariant.NO_ANSWER, request, "GET /playbook: " + failure);
        }
    }

    void close() {
        http.shutdownNow();
    }

    private HttpRequest request(WeatherQuery query) {
        return HttpRequest.newBuilder(gateway.resolve("/" + query.component()))
                .header("X-API-Key", key)
                .header("X-Request-Id", query.requestId())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(query.body().toString()))
                .build();
    }

    private static Answer answer(HttpResponse<String> response, Duration elapsed) {
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.headers().firstValue("Retry-After").isPresent(),
                response.body(),
                elapsed);
    }
}
