package io.minerstack.bench.eval;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends JSON and reads JSON. */
class JsonClient {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> headers;
    private final Duration timeout;

    JsonClient(Map<String, String> headers, Duration timeout) {
        this.headers = Map.copyOf(headers);
        this.timeout = timeout;
    }

    /** The body of the response. Fails with an {@link IOException} unless the status is 200 and the body is JSON. */
    JsonNode post(URI url, JsonNode body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        headers.forEach(request::header);
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(url.getPath() + " answered " + response.statusCode() + ": " + response.body());
        }
        try {
            return JsonMapper.shared().readTree(response.body());
        } catch (JacksonException e) {
            // an answer that is not JSON is a wrong answer, and no reason to lose the others
            throw new IOException(url.getPath() + " answered something else than JSON", e);
        }
    }
}
