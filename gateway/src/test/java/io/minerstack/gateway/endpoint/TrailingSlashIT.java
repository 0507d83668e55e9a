package io.minerstack.gateway.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reference's server redirects such paths, too. 308 keeps the method and the body (Kludex/starlette#464,
 * aio-libs/aiohttp#3578), a path as the location keeps https (fastapi/fastapi#4990), and the method is not looked at
 * (fastapi/fastapi#1208).
 */
class TrailingSlashIT extends SharedGateway {

    @ParameterizedTest
    @CsvSource({
        "GET, /conversations/, /conversations",
        "GET, /conversations/?limit=5&cursor=a%2Fb, /conversations?limit=5&cursor=a%2Fb",
        "GET, /conversations/a%2Fb/, /conversations/a%2Fb",
        "DELETE, /conversations/c/?playbook=true, /conversations/c?playbook=true",
        "GET, /playbook/c/context/, /playbook/c/context",
        "GET, /playbook/%2F%2Fevil.example/, /playbook/%2F%2Fevil.example",
        "HEAD, /capabilities/, /capabilities",
        "GET, /complete/, /complete",
    })
    void redirectsToThePathWithoutIt(String method, String sent, String location) throws IOException {
        String reply = RawHttpClient.exchange(port, head(method + " " + sent) + "\r\n");

        assertThat(reply)
                .startsWith("HTTP/1.1 308")
                .contains("\r\nLocation: " + location + "\r\n", "\r\nX-Request-Id: ")
                .endsWith("\r\n\r\n");
        assertThat(AGENT.startedCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/complete//", "//", "//conversations/", "/conversations/a/b/", "/nothing/"})
    void refusesOtherPaths(String path) throws IOException {
        assertThat(RawHttpClient.exchange(port, head("GET " + path) + "\r\n")).startsWith("HTTP/1.1 404");
    }

    @Test
    void redirectsACallWithABody() throws IOException {
        String body = TestObjects.QUESTION;
        String reply = RawHttpClient.exchange(
                port, head("POST /complete/") + "Content-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(reply).startsWith("HTTP/1.1 308").contains("\r\nLocation: /complete\r\n");
    }

    @Test
    void closesTheConnectionOfACallerThatHoldsItsBodyBack() throws IOException {
        String reply = RawHttpClient.exchange(
                port,
                "POST /complete/ HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + TestObjects.KEY
                        + "\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 308").containsIgnoringCase("\r\nConnection: close\r\n");
    }

    @Test
    void redirectsPublicPathsWithoutAKeyAndNoOthers() throws IOException {
        String start = " HTTP/1.1\r\nHost: gateway\r\nX-Forwarded-For: 198.51.105.1\r\nConnection: close\r\n\r\n";

        assertThat(RawHttpClient.exchange(port, "GET /health/" + start)).startsWith("HTTP/1.1 308");
        assertThat(RawHttpClient.exchange(port, "GET /docs/" + start)).startsWith("HTTP/1.1 308");
        assertThat(RawHttpClient.exchange(port, "GET /conversations/" + start)).startsWith("HTTP/1.1 401");
        assertThat(RawHttpClient.exchange(port, "GET /nothing/" + start)).startsWith("HTTP/1.1 401");
    }
}
