package io.minerstack.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableRequestIT extends SharedGateway {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET /health HTTP/9.9.9\r\n\r\n",
                "GET /conversations/%zz HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n",
                "GET /conversations/% HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n",
                "GET /conversations/a|b HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: gateway\r\nno colon here\r\n\r\n",
                "POST /complete HTTP/1.1\r\nHost: gateway\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST /complete HTTP/1.1\r\nHost: gateway\r\nContent-Length: many\r\n\r\n"
            })
    void answersBytesThatAreNotHttpWithAProblem(String bytes) throws IOException {
        assertThat(RawHttpClient.exchange(port, bytes))
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("\r\ncontent-type: application/problem+json\r\n")
                .contains("X-Request-Id: ", "\"error\":\"invalid_request\"", "\"detail\":\"", "\"request_id\":\"")
                .doesNotContain("Exception", "netty");
    }

    @ParameterizedTest
    @CsvSource({"9000, 10, 414, uri_too_long", "10, 20000, 431, headers_too_large"})
    void answersHeadsThatAreTooLargeWithAProblem(int path, int header, int status, String error) throws IOException {
        String head =
                "GET /" + "a".repeat(path) + " HTTP/1.1\r\nHost: gateway\r\nBig: " + "b".repeat(header) + "\r\n\r\n";

        assertThat(RawHttpClient.exchange(port, head))
                .startsWith("HTTP/1.1 " + status)
                .contains("\"error\":\"" + error + "\"", "X-Request-Id: ");
    }
}
