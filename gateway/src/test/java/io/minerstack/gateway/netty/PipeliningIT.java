package io.minerstack.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PipeliningIT extends SharedGateway {

    private static final String CLOSE = "Connection: close\r\n";
    private static final String KEEP_ALIVE = "";

    @Test
    void answersPipelinedRequestsInTheirOrder() throws IOException {
        try (RawHttpClient client = new RawHttpClient(port)) {
            client.send(head("GET /health").replace(CLOSE, KEEP_ALIVE) + "\r\n"
                    + head("GET /nothing").replace(CLOSE, KEEP_ALIVE) + "\r\n" + head("GET /health")
                    + "\r\n");

            assertThat(client.readToEnd()).containsSubsequence("200 OK", "404 Not Found", "200 OK");
        }
    }

    @Test
    void answersBothRequestsIfTheSecondAsksToCloseWhileTheFirstIsUnderWay() throws IOException {
        AGENT.answer(Answer.json(200, "{\"first\":1}").after(Duration.ofMillis(500)));
        try (RawHttpClient client = new RawHttpClient(port)) {
            client.send(complete(KEEP_ALIVE) + head("GET /health") + "\r\n");

            String responses = client.readToEnd();
            assertThat(responses).containsSubsequence("200 OK", "{\"first\":1}", "200 OK", "\"healthy\"");
            assertThat(responses.toLowerCase(Locale.ROOT)).containsOnlyOnce("connection: close");
        }
    }

    @Test
    void answersARequestOfHttp10ThatWasSentAhead() throws IOException {
        AGENT.answer(Answer.json(200, "{\"first\":1}").after(Duration.ofMillis(500)));
        try (RawHttpClient client = new RawHttpClient(port)) {
            client.send(complete(KEEP_ALIVE) + "GET /health HTTP/1.0\r\nHost: gateway\r\n\r\n");

            assertThat(client.readToEnd()).containsSubsequence("{\"first\":1}", "200 OK", "\"healthy\"");
        }
    }

    @Test
    void answersTheThirdRequestThatAsksToClose() throws IOException {
        AGENT.answer(Answer.json(200, "{\"first\":1}").after(Duration.ofMillis(500)));
        try (RawHttpClient client = new RawHttpClient(port)) {
            client.send(complete(KEEP_ALIVE) + complete(KEEP_ALIVE) + complete(CLOSE));

            assertThat(client.readToEnd().split("HTTP/1.1 200", -1)).hasSize(4);
        }
    }

    @Test
    void answersNothingThatComesAfterARequestThatAsksToClose() throws IOException {
        AGENT.answer(Answer.json(200, "{\"first\":1}").after(Duration.ofMillis(500)));
        try (RawHttpClient client = new RawHttpClient(port)) {
            client.send(complete(KEEP_ALIVE) + head("GET /health") + "\r\n" + head("GET /nothing") + "\r\n");

            assertThat(client.readToEnd())
                    .containsSubsequence("{\"first\":1}", "200 OK")
                    .doesNotContain("404");
        }
    }

    private static String complete(String connection) {
        String body = "{\"cid\":\"ahead\",\"task\":\"t\",\"input\":[{\"user_query\":\"q\"}]}";
        return head("POST /complete").replace(CLOSE, connection) + "Content-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void closesAConnectionWithTooManyPipelinedRequests() throws IOException {
        try (RawHttpClient client = new RawHttpClient(port)) {
            String next = head("GET /health").replace(CLOSE, KEEP_ALIVE) + "\r\n";
            client.send(head("POST /complete").replace(CLOSE, KEEP_ALIVE)
                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{" + "}" + next.repeat(500));

            assertThat(client.readToEnd().split("HTTP/1.1 200", -1)).hasSizeLessThan(100);
        }
    }
}
