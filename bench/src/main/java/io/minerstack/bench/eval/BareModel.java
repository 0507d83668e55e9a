package io.minerstack.bench.eval;

import io.minerstack.bench.eval.expectation.AnswerText;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The model server, asked directly with the question only. */
class BareModel implements Contestant {

    private final ModelServer server;
    private final String name;
    private final @Nullable Double temperature;
    private final JsonClient client;

    /**
     * A bare model.
     *
     * @param temperature null for the model's own default
     */
    BareModel(ModelServer server, @Nullable Double temperature, Duration timeout) {
        this.server = server;
        this.temperature = temperature;
        this.name = temperature == null ? "bare, the server's temperature" : "bare, temperature " + temperature;
        this.client = new JsonClient(
                server.key().isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + server.key()), timeout);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean canAnswer(Question question) {
        return question.bare() != null;
    }

    @Override
    public Reply ask(Question question, int seed) throws InterruptedException {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("model", server.model());
        body.putArray("messages").addObject().put("role", "user").put("content", question.bare());
        body.put("seed", seed);
        if (temperature != null) {
            body.put("temperature", temperature);
        }
        long started = System.nanoTime();
        try {
            JsonNode reply = client.post(server.completions(), body);
            return new Reply(
                    AnswerText.of(reply.at("/choices/0/message/content").asString("")),
                    reply.at("/usage/total_tokens").asInt(0),
                    Duration.ofNanos(System.nanoTime() - started),
                    "");
        } catch (IOException failure) {
            return Reply.failed(Duration.ofNanos(System.nanoTime() - started), failure.toString());
        }
    }
}
