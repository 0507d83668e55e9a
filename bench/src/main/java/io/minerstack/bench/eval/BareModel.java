package io.minerstack.bench.eval;

import io.minerstack.bench.eval.expectation.AnswerContent;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The model server, asked directly. */
class BareModel implements Contestant {

    private final ModelServer server;
    private final PromptVariant variant;
    private final JsonClient client;

    BareModel(ModelServer server, PromptVariant variant, Duration timeout) {
        this.server = server;
        this.variant = variant;
        this.client = new JsonClient(server.headers(), timeout);
    }

    @Override
    public String name() {
        return variant.name();
    }

    @Override
    public boolean canAnswer(Question question) {
        return question.bare() != null;
    }

    @Override
    public Reply ask(Question question, int seed) throws InterruptedException {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("model", server.model());
        ArrayNode messages = body.putArray("messages");
        if (!variant.system().isEmpty()) {
            add(messages, "system", variant.system());
        }
        for (PromptVariant.Turn turn : variant.turns()) {
            add(messages, "user", turn.user());
            add(messages, "assistant", turn.assistant());
        }
        add(messages, "user", variant.userMessage(question));
        body.put("seed", seed);
        if (variant.temperature() != null) {
            body.put("temperature", variant.temperature());
        }
        long started = System.nanoTime();
        try {
            JsonNode reply = client.post(server.completions(), body);
            return new Reply(
                    AnswerContent.of(reply.at("/choices/0/message/content").asString("")),
                    reply.at("/usage/total_tokens").asInt(0),
                    Duration.ofNanos(System.nanoTime() - started),
                    "");
        } catch (IOException failure) {
            return Reply.failed(Duration.ofNanos(System.nanoTime() - started), failure.toString());
        }
    }

    private static void add(ArrayNode messages, String role, String content) {
        messages.addObject().put("role", role).put("content", content);
    }
}
