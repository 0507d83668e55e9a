package io.minerstack.bench.weather;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.weather.AnswerCheck.Answer;
import io.minerstack.bench.weather.AnswerCheck.Outcome;
import io.minerstack.bench.weather.Ledger.Sent;
import io.minerstack.bench.weather.Violations.Invariant;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AnswerCheckTests {

    private static final String TEXT = "Begin 000005-P-0: the1 sea2. Finish 000005-P-0.";

    private final Ledger ledger = new Ledger();
    private final Violations violations = new Violations();
    private final AnswerCheck check = new AnswerCheck(new Forecast(1), ledger, Duration.ofSeconds(12), violations);
    private final WeatherQuery query = WeatherQuery.of(1, 5, "c");

    @Test
    void acceptsTheWholeAnswerOfAServer() {
        send(Fault.NONE);

        assertThat(check.check(query, ok(TEXT))).isEqualTo(new Outcome("200 whole", TEXT, true));
        assertThat(violations.count()).isZero();
    }

    @Test
    void findsACutAnswer() {
        send(Fault.FINISH_ABORT);

        check.check(query, ok(TEXT.substring(0, 20)));

        assertFound(Invariant.WRONG_ANSWER, "cut: 'Begin");
    }

    @Test
    void acceptsACutAnswerThatIsMarked() {
        send(Fault.STALL);
        ObjectNode body = body(TEXT.substring(0, 20));
        ((ObjectNode) body.path("metadata")).put("partial", true);

        assertThat(check.check(query, json(200, body)).label()).isEqualTo("200 cut and marked");
        assertThat(violations.count()).isZero();
    }

    @Test
    void findsTheAnswerOfAnotherRequest() {
        send(Fault.NONE);

        check.check(query, ok("Begin 000004-P-0: the1 sea2. Finish 000004-P-0."));

        assertFound(Invariant.WRONG_ANSWER, "not an answer of this request");
    }

    @Test
    void findsAMixOfTwoAnswersAlsoIfItIsMarked() {
        send(Fault.CUT);
        ObjectNode body = body(TEXT.substring(0, 20) + TEXT);
        ((ObjectNode) body.path("metadata")).put("partial", true);

        check.check(query, json(200, body));

        assertFound(Invariant.WRONG_ANSWER, "marked as cut");
    }

    @Test
    void findsAnAnswerThatLacksOneToken() {
        send(Fault.GARBAGE_EVENT);

        check.check(query, ok(TEXT.replace("the1 ", "")));

        assertFound(Invariant.WRONG_ANSWER, "not an answer of this request");
    }

    @Test
    void findsAnAggregationWithoutTheCountedResult() {
        WeatherQuery votes = first(WeatherQuery.AGGREGATE);

        check.check(votes, json(200, body(votes, "Consensus: " + votes.consensus() + ". 2 of 3 outputs agree.")));
        assertThat(violations.count()).isZero();

        check.check(votes, json(200, body(votes, "Consensus: 12. 2 of 3 outputs agree.")));
        assertFound(votes, Invariant.WRONG_ANSWER, "not the counted result");
    }

    @Test
    void findsAFailureThatNeedsNoModel() {
        WeatherQuery feedback = first(WeatherQuery.HUMAN_FEEDBACK);

        check.check(feedback, json(503, body(feedback, "")));

        assertThat(violations.all()).containsKey(Invariant.NEEDLESS_FAILURE);
    }

    @Test
    void findsASearchWithoutItsSources() {
        WeatherQuery search = first(WeatherQuery.INTERNET_SEARCH);
        String listed = "[1] A page: What the page says.";

        check.check(
                search,
                json(200, body(search, listed + "\n\nSources:\n[1] A page - " + SearchServer.page(search.number()))));
        assertThat(violations.count()).isZero();

        check.check(search, json(200, body(search, listed)));
        assertFound(search, Invariant.WRONG_ANSWER, "without its sources");
    }

    @Test
    void findsALateAnswer() {
        send(Fault.NONE);
        Answer late = new Answer(200, "application/json", false, body(TEXT).toString(), Duration.ofMillis(13_100));

        check.check(query, late);

        assertFound(Invariant.LATE, "PT13.1S");
    }

    @Test
    void findsABodyWithoutTheFieldsOfTheContract() {
        send(Fault.NONE);
        ObjectNode body = body(TEXT);
        ((ObjectNode) body.path("output")).remove("notebook");

        check.check(query, json(200, body));

        assertFound(Invariant.WRONG_BODY, "immediate_response");
    }

    @Test
    void findsARefusalOfAValidRequest() {
        send(Fault.CONTENT_POLICY);

        check.check(query, json(400, problem(400)));

        assertFound(Invariant.WRONG_STATUS, "400");
    }

    @Test
    void findsAFailureAlthoughTheFallbackIsHealthy() {
        send(Fault.WRONG_KEY);

        check.check(query, problemAnswer(503, problem(503), true));

        assertFound(Invariant.FALLBACK_NOT_USED, "503");
    }

    @Test
    void acceptsAFailureInAGust() {
        WeatherQuery gust = WeatherQuery.of(1, 160, "c");

        check.check(gust, problemAnswer(503, problem(503).put("request_id", gust.requestId()), true));

        assertThat(violations.count()).isZero();
    }

    @Test
    void acceptsAFailureAfterARefusalByContentPolicy() {
        send(Fault.CONTENT_POLICY);

        check.check(query, problemAnswer(502, problem(502), false));

        assertThat(violations.count()).isZero();
    }

    @Test
    void findsA503WithoutRetryAfter() {
        send(Fault.CONTENT_POLICY);

        check.check(query, problemAnswer(503, problem(503), false));

        assertFound(Invariant.WRONG_PROBLEM, "Retry-After missing");
    }

    @Test
    void findsAnErrorWithoutTheRequestsId() {
        send(Fault.CONTENT_POLICY);

        check.check(query, problemAnswer(502, problem(502).put("request_id", "another"), false));

        assertFound(Invariant.WRONG_PROBLEM, "another");
    }

    @Test
    void findsAnErrorThatIsNoProblem() {
        send(Fault.CONTENT_POLICY);

        check.check(query, new Answer(502, "text/html", false, "<html>", Duration.ZERO));

        assertFound(Invariant.WRONG_PROBLEM, "<html>");
    }

    @Test
    void findsTheTextOfAModelServersError() {
        send(Fault.CONTENT_POLICY);

        check.check(query, problemAnswer(502, problem(502).put("detail", ErrorBody.SECRET), false));

        assertFound(Invariant.LEAK, ErrorBody.SECRET);
    }

    private void send(Fault fault) {
        ledger.record(5, new Sent(Server.PRIMARY, ServerDialect.OPENAI, fault, ReplyForm.PLAIN, TEXT, fault.isWhole()));
    }

    private void assertFound(Invariant invariant, String detail) {
        assertFound(query, invariant, detail);
    }

    private void assertFound(WeatherQuery wrong, Invariant invariant, String detail) {
        assertThat(violations.all()).containsOnlyKeys(invariant);
        assertThat(violations.all().values().iterator().next()).singleElement().satisfies(violation -> {
            assertThat(violation.request()).isEqualTo(wrong.number());
            assertThat(violation.detail()).contains(detail);
        });
    }

    /** The first request of this component whose search does not fail. */
    private static WeatherQuery first(String component) {
        return IntStream.range(0, 1_000)
                .filter(number -> new Forecast(1).searchFault(number) == SearchFault.NONE)
                .mapToObj(number -> WeatherQuery.of(1, number, "c"))
                .filter(each -> each.component().equals(component))
                .findFirst()
                .orElseThrow();
    }

    private ObjectNode body(String text) {
        return body(query, text);
    }

    private static ObjectNode body(WeatherQuery query, String text) {
        ObjectNode body = query.body().deepCopy().put("component", query.component());
        body.putObject("output").put("immediate_response", text).put("notebook", "no update");
        body.putObject("metadata").put("stored", true);
        return body;
    }

    private Answer ok(String text) {
        return json(200, body(text));
    }

    private static Answer json(int status, ObjectNode body) {
        String type = status == 200 ? "application/json" : "application/problem+json";
        return new Answer(status, type, false, body.toString(), Duration.ofMillis(20));
    }

    private static Answer problemAnswer(int status, ObjectNode body, boolean retryAfter) {
        return new Answer(status, "application/problem+json", retryAfter, body.toString(), Duration.ofMillis(20));
    }

    private ObjectNode problem(int status) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("type", "/problems/x")
                .put("title", "Title")
                .put("status", status)
                .put("detail", "Detail.")
                .put("error", "code")
                .put("request_id", query.requestId());
    }
}
