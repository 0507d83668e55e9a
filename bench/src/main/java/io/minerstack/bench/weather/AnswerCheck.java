package io.minerstack.bench.weather;

import io.minerstack.bench.weather.Ledger.Sent;
import io.minerstack.bench.weather.Violations.Invariant;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks one answer of the stack against what the model servers sent. */
class AnswerCheck {

    /** For a valid request. */
    private static final Set<Integer> STATUSES = Set.of(200, 502, 503, 504);
    /** Time that a busy machine needs to deliver an answer. */
    private static final Duration DELIVERY = Duration.ofSeconds(1);

    private final Forecast forecast;
    private final Ledger ledger;
    private final Duration timeout;
    private final Violations violations;

    /**
     * A check.
     *
     * @param timeout {@code REQUEST_TIMEOUT}
     */
    AnswerCheck(Forecast forecast, Ledger ledger, Duration timeout, Violations violations) {
        this.forecast = forecast;
        this.ledger = ledger;
        this.timeout = timeout;
        this.violations = violations;
    }

    /** Checks an answer and returns what the caller learns from it. */
    Outcome check(WeatherQuery query, Answer answer) {
        if (answer.elapsed().compareTo(timeout.plus(DELIVERY)) > 0) {
            add(Invariant.LATE, query, "answered with " + answer.status() + " after " + answer.elapsed());
        }
        if (answer.body().contains(ErrorBody.SECRET) || answer.body().contains(ReplyForm.ANALYSIS)) {
            add(Invariant.LEAK, query, answer.body());
        }
        if (!STATUSES.contains(answer.status())) {
            add(Invariant.WRONG_STATUS, query, answer.status() + " " + answer.body());
        }
        if (answer.status() != 200) {
            checkProblem(query, answer);
            checkFallback(query, answer);
            return new Outcome(Integer.toString(answer.status()), null, false);
        }
        JsonNode body = read(answer.body());
        if (body == null || !isComponentOutput(body, query)) {
            add(Invariant.WRONG_BODY, query, answer.body());
            return new Outcome("200 unreadable", null, false);
        }
        return checkText(query, body);
    }

    private void checkProblem(WeatherQuery query, Answer answer) {
        JsonNode problem = read(answer.body());
        boolean right = problem != null
                && answer.contentType().startsWith("application/problem+json")
                && problem.path("status").asInt(0) == answer.status()
                && isText(problem, "type")
                && isText(problem, "title")
                && isText(problem, "detail")
                && isText(problem, "error")
                && problem.path("request_id").asString("").equals(query.requestId())
                && (answer.status() != 503 || answer.hasRetryAfter());
        if (!right) {
            add(
                    Invariant.WRONG_PROBLEM,
                    query,
                    answer.status() + ", " + answer.contentType() + ", Retry-After "
                            + (answer.hasRetryAfter() ? "set: " : "missing: ") + answer.body());
        }
    }

    private void checkFallback(WeatherQuery query, Answer answer) {
        if (query.needsNoModel()) {
            if (!isFailedSearch(query)) {
                add(Invariant.NEEDLESS_FAILURE, query, answer.status() + " " + answer.body());
            }
            return;
        }
        boolean refusedByPolicy =
                ledger.sentFor(query.number()).stream().anyMatch(sent -> sent.fault() == Fault.CONTENT_POLICY);
        if (forecast.isFallbackHealthy(query.number()) && !refusedByPolicy) {
            add(Invariant.FALLBACK_NOT_USED, query, answer.status() + " " + answer.body());
        }
    }

    private static boolean isComponentOutput(JsonNode body, WeatherQuery query) {
        JsonNode output = body.path("output");
        return body.path("cid").asString("").equals(query.cid())
                && body.path("component").asString("").equals(query.component())
                && body.path("input").equals(query.input())
                && output.path("immediate_response").isString()
                && output.path("notebook").isString();
    }

    private boolean isFailedSearch(WeatherQuery query) {
        return query.component().equals(WeatherQuery.INTERNET_SEARCH)
                && forecast.searchFault(query.number()).isFailure();
    }

    private Outcome checkText(WeatherQuery query, JsonNode body) {
        String text = body.path("output").path("immediate_response").asString("");
        boolean stored = body.path("metadata").path("stored").asBoolean(false);
        String problem =
                switch (query.component()) {
                    case WeatherQuery.AGGREGATE -> text.contains(query.consensus()) ? null : "not the counted result";
                    case WeatherQuery.HUMAN_FEEDBACK -> problemOfFeedback(query, body.path("output"));
                    case WeatherQuery.INTERNET_SEARCH -> problemOfSearch(query, text, isMarkedAsCut(body));
                    default -> null;
                };
        if (problem != null) {
            add(Invariant.WRONG_ANSWER, query, problem + ": '" + body.path("output") + "'");
            return new Outcome("200 wrong", text, stored);
        }
        return query.needsNoModel()
                ? new Outcome("200 " + query.component(), text, stored)
                : checkModelText(query, body, text, stored);
    }

    private static boolean isMarkedAsCut(JsonNode body) {
        return body.path("metadata").path("partial").asBoolean(false)
                || body.path("metadata").path("finish_reason").asString("").equals("length");
    }

    private static @Nullable String problemOfFeedback(WeatherQuery query, JsonNode output) {
        JsonNode notebook = read(output.path("notebook").asString(""));
        if (notebook == null
                || !notebook.path("feedback").asString("").contains(AnswerText.queryName(query.number()))
                || !notebook.path("insights_extracted").isInt()
                || !notebook.path("entries_modified").isInt()
                || !notebook.path("playbook_entries").isInt()
                || notebook.path("insights").size()
                        != notebook.path("insights_extracted").asInt(-1)) {
            return "not the notebook of feedback";
        }
        return output.path("immediate_response").asString("").startsWith("Thank you") ? null : "no thanks";
    }

    /** Sources are listed by code, and an answer of a model comes before them whole. */
    private @Nullable String problemOfSearch(WeatherQuery query, String text, boolean marked) {
        SearchFault fault = forecast.searchFault(query.number());
        if (fault == SearchFault.NO_RESULTS) {
            return text.equals("The search found no results.") ? null : "an answer without results";
        }
        String sources = "\n\nSources:\n[1] A page - " + SearchServer.page(query.number());
        if (fault.isFailure() || !text.endsWith(sources)) {
            return fault.isFailure() ? "an answer although the search failed" : "without its sources";
        }
        String answer = text.substring(0, text.length() - sources.length());
        boolean known = answer.equals("[1] A page: What the page says.")
                || ledger.sentFor(query.number()).stream()
                        .anyMatch(sent -> (sent.whole() && sent.text().equals(answer))
                                || (marked && sent.text().startsWith(answer.strip())));
        return known ? null : "not an answer of this request";
    }

    private Outcome checkModelText(WeatherQuery query, JsonNode body, String text, boolean stored) {
        List<Sent> sent = ledger.sentFor(query.number());
        if (sent.stream().anyMatch(answer -> answer.whole() && answer.text().equals(text))) {
            return new Outcome("200 whole", text, stored);
        }
        boolean marked = isMarkedAsCut(body);
        boolean beginning = !text.isBlank()
                && sent.stream().anyMatch(answer -> answer.text().startsWith(text.strip()));
        if (marked && beginning) {
            return new Outcome("200 cut and marked", text, stored);
        }
        add(
                Invariant.WRONG_ANSWER,
                query,
                (beginning ? "cut" : "not an answer of this request") + (marked ? ", marked as cut" : "") + ": '" + text
                        + "'");
        return new Outcome("200 wrong", text, stored);
    }

    private void add(Invariant invariant, WeatherQuery query, String detail) {
        violations.add(invariant, query.number(), detail + "; the servers sent " + ledger.sentFor(query.number()));
    }

    private static boolean isText(JsonNode problem, String field) {
        return problem.path(field).isString()
                && !problem.path(field).asString("").isBlank();
    }

    private static @Nullable JsonNode read(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException invalid) {
            return null;
        }
    }

    /** One answer of the stack. */
    record Answer(int status, String contentType, boolean hasRetryAfter, String body, Duration elapsed) {}

    /**
     * What a caller learns from an answer.
     *
     * @param label for the summary
     * @param text the immediate response; null after an error
     * @param stored whether the stack promises that the turn is stored
     */
    record Outcome(String label, @Nullable String text, boolean stored) {}
}
