package io.minerstack.llmproxy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a caller got, in the same form for whole and streamed answers.
 *
 * @param status of the response
 * @param text content of the answer
 * @param finishReason empty if none came
 * @param model that the answer names
 * @param usage missing node if none came
 * @param error the error object of a body or of the last event; missing node if none came
 * @param done whether a stream ended with {@code [DONE]}; true for a whole answer
 * @param provider by the response header
 * @param took from the request to the last byte
 * @param response unchanged
 */
public record ProxyReply(
        int status,
        String text,
        String finishReason,
        String model,
        JsonNode usage,
        JsonNode error,
        boolean done,
        String provider,
        Duration took,
        HttpResponse<String> response) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static ProxyReply of(HttpResponse<String> response, Duration took) {
        boolean stream =
                response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        return stream ? stream(response, took) : whole(response, took);
    }

    private static ProxyReply whole(HttpResponse<String> response, Duration took) {
        JsonNode body = JSON.readTree(response.body());
        return new ProxyReply(
                response.statusCode(),
                body.at("/choices/0/message/content").asString(""),
                body.at("/choices/0/finish_reason").asString(""),
                body.path("model").asString(""),
                body.path("usage"),
                body.path("error"),
                true,
                response.headers().firstValue("X-Provider").orElse(""),
                took,
                response);
    }

    private static ProxyReply stream(HttpResponse<String> response, Duration took) {
        List<String> events = response.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
        StringBuilder text = new StringBuilder();
        String finish = "";
        String model = "";
        JsonNode usage = JSON.missingNode();
        JsonNode error = JSON.missingNode();
        for (String event : events) {
            if (event.equals("[DONE]")) {
                continue;
            }
            JsonNode chunk = JSON.readTree(event);
            text.append(chunk.at("/choices/0/delta/content").asString(""));
            finish = chunk.at("/choices/0/finish_reason").asString(finish);
            model = chunk.path("model").asString(model);
            usage = chunk.path("usage").isObject() ? chunk.path("usage") : usage;
            error = chunk.path("error").isObject() ? chunk.path("error") : error;
        }
        return new ProxyReply(
                response.statusCode(),
                text.toString(),
                finish,
                model,
                usage,
                error,
                events.getLast().equals("[DONE]"),
                response.headers().firstValue("X-Provider").orElse(""),
                took,
                response);
    }

    /** 200 with a finish reason, the end of the stream, and no error. */
    public boolean complete() {
        return status == 200 && done && finishReason.equals("stop") && error.isMissingNode();
    }

    public String errorCode() {
        return error.path("code").asString("");
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public JsonNode body() {
        return JSON.readTree(response.body());
    }
}
