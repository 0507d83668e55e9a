package io.minerstack.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests about whose end two servers could disagree (RFC 9112, section 11.2): a proxy in front of the gateway takes
 * the hidden request for a body, and the gateway takes it for a request of the next caller, with that caller's key.
 */
class RequestSmugglingIT extends SharedGateway {

    private static final String HIDDEN =
            "GET /conversations/smuggled HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + TestObjects.KEY + "\r\n\r\n";
    private static final String HEAD =
            "POST /complete HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nX-API-Key: "
                    + TestObjects.KEY + "\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // two lengths
                "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}",
                "Content-Length: 2, 40\r\n\r\n{}",
                // lengths that not everybody reads alike
                "Content-Length: +2\r\n\r\n{}",
                "Content-Length: -2\r\n\r\n{}",
                "Content-Length: 0x2\r\n\r\n{}",
                "Content-Length: 2 2\r\n\r\n{}",
                "Content-Length: 99999999999999999999\r\n\r\n{}",
                "Content-Length:\r\n\r\n{}",
                // a name that a lenient server strips
                "Content-Length : 2\r\n\r\n{}",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "\u000bTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                // a length beside chunks
                "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n",
                // encodings that one server knows and another one ignores
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
                // a continued line
                "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
                // a line end or a zero inside a header
                "X: y\rTransfer-Encoding: chunked\r\n\r\n",
                "X: y\u0000z\r\nContent-Length: 2\r\n\r\n{}",
                // sizes of chunks
                "Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2 2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n",
            })
    void neverTakesTheRestOfAnAmbiguousRequestForTheNextOne(String rest) throws IOException {
        String reply = RawHttpClient.exchange(port, HEAD + rest + HIDDEN);

        assertThat(reply).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
        assertThat(AGENT.requests("GET", "/conversations/smuggled")).isEmpty();
    }

    @Test
    void takesAContinuedLineForAPartOfTheValue() throws IOException {
        // RFC 9112, section 5.2: a server refuses such a line or takes its beginning for spaces
        String reply = RawHttpClient.exchange(
                port, HEAD + "Connection: close\r\nX: y\r\n Transfer-Encoding: chunked\r\n\r\n" + HIDDEN);

        assertThat(reply).startsWith("HTTP/1.1 200").containsOnlyOnce("HTTP/1.1 ");
        assertThat(AGENT.take().headers()).doesNotContainKeys("Transfer-Encoding", "X");
        assertThat(AGENT.requests("GET", "/conversations/smuggled")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: gateway\r\nHost: other\r\n"})
    void refusesARequestThatDoesNotNameOneHost(String host) throws IOException {
        // RFC 9112, section 3.2
        String reply = RawHttpClient.exchange(
                port,
                "GET /conversations/smuggled HTTP/1.1\r\nConnection: close\r\nX-API-Key: " + TestObjects.KEY + "\r\n"
                        + host + "\r\n");

        assertThat(reply).startsWith("HTTP/1.1 400").contains("\"error\":\"invalid_request\"", " Host header.");
        assertThat(AGENT.requests("GET", "/conversations/smuggled")).isEmpty();
    }

    @Test
    void answersARequestOfHttp10WithoutAHost() throws IOException {
        assertThat(RawHttpClient.exchange(port, "GET /health HTTP/1.0\r\n\r\n")).containsPattern("^HTTP/1\\.[01] 200");
    }

    @Test
    void refusesABodyThatIsCompressedOnTheWay() throws IOException {
        String reply = RawHttpClient.exchange(
                port, HEAD + "Connection: close\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + HIDDEN);

        assertThat(reply).startsWith("HTTP/1.1 415").containsOnlyOnce("HTTP/1.1 ");
        assertThat(AGENT.startedCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "Content-Length: 2\r\n\r\n{}"})
    void readsABodyWhoseLengthIsClear(String rest) throws IOException {
        assertThat(RawHttpClient.exchange(port, HEAD + "Connection: close\r\n" + rest))
                .startsWith("HTTP/1.1 200");
        assertThat(AGENT.take().body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health HTTP/1.1\r\nContent-Length: 90\r\nHost: gateway\r\n\r\n",
                "GET /openapi.json HTTP/1.1\r\nHost: gateway\r\nContent-Length: 90\r\n\r\n"
            })
    void takesTheBodyOfAGetForABody(String request) throws IOException {
        try (RawHttpClient caller = new RawHttpClient(port)) {
            // a proxy that expects no body here would take these bytes for the next request
            caller.send(
                    request + "GET /conversations/smuggled HTTP/1.1\r\nX-API-Key: " + TestObjects.KEY.substring(0, 8));
            assertThat(caller.readAvailable()).startsWith("HTTP/1.1 200");
        }
        assertThat(AGENT.requests("GET", "/conversations/smuggled")).isEmpty();
    }

    @Test
    void endsTheConnectionOfARefusedRequestWhoseBodyKeepsComing() throws IOException {
        try (RawHttpClient slow = new RawHttpClient(port)) {
            slow.send("POST /complete HTTP/1.1\r\nHost: gateway\r\nX-Forwarded-For: 203.0.113.60\r\n"
                    + "Content-Length: 100000\r\n\r\n{");

            // refused without waiting for the body, then closed after LINGER_TIMEOUT
            assertThat(slow.readToEnd()).startsWith("HTTP/1.1 401");
        }
    }
}
