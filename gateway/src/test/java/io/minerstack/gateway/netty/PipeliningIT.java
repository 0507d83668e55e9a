package io.minerstack.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PipeliningIT extends SharedGateway {

    @Test
    void answersPipelinedRequestsInTheirOrder() throws IOException {
        try (RawHttpClient client = new RawHttpClient(port)) {
            client.send(head("GET /health").replace("Connection: close\r\n", "") + "\r\n"
                    + head("GET /nothing").replace("Connection: close\r\n", "") + "\r\n" + head("GET /health")
                    + "\r\n");

            assertThat(client.readToEnd()).containsSubsequence("200 OK", "404 Not Found", "200 OK");
        }
    }

    @Test
    void closesAConnectionWithTooManyPipelinedRequests() throws IOException {
        try (RawHttpClient client = new RawHttpClient(port)) {
            String next = head("GET /health").replace("Connection: close\r\n", "") + "\r\n";
            client.send(head("POST /complete").replace("Connection: close\r\n", "")
                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{" + "}" + next.repeat(500));

            assertThat(client.readToEnd().split("HTTP/1.1 200", -1)).hasSizeLessThan(100);
        }
    }
}
