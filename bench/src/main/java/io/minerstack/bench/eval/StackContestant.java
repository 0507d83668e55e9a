package io.minerstack.bench.eval;

import io.minerstack.bench.eval.expectation.AnswerContent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The stack's public API; each question has a conversation of its own. */
class StackContestant implements Contestant {

    private final URI gateway;
    private final JsonClient client;

    StackContestant(URI gateway, String key, Duration timeout) {
        this.gateway = gateway;
        this.client = new JsonClient(Map.of("X-API-Key", key), timeout);
    }

    @Override
    public String name() {
        return "stack";
    }

    @Override
    public boolean canAnswer(Question question) {
        return true;
    }

    @Override
    public Reply ask(Question question, int seed) throws InterruptedException {
        String cid = "eval-" + UUID.randomUUID();
        long started = System.nanoTime();
        try {
            for (String feedback : question.before()) {
                client.post(gateway.resolve("/human_feedback"), request(cid, "", feedback));
            }
            started = System.nanoTime();
            ObjectNode request = request(cid, question.task(), question.query());
            addPrevious(request.putArray("previous_outputs"), question);
            JsonNode reply = client.post(gateway.resolve("/" + question.component()), request);
            return new Reply(
                    new AnswerContent(
                            reply.at("/output/immediate_response").asString(""),
                            reply.at("/output/notebook").asString("")),
                    reply.at("/metadata/tokens_used").asInt(0),
                    Duration.ofNanos(System.nanoTime() - started),
                    "");
        } catch (IOException failure) {
            return Reply.failed(Duration.ofNanos(System.nanoTime() - started), failure.toString());
        }
    }

    private static ObjectNode request(String cid, String task, String query) {
        ObjectNode request =
                JsonMapper.shared().createObjectNode().put("cid", cid).put("task", task);
        request.putArray("input").addObject().put("user_query", query);
        return request;
    }

    private static void addPrevious(ArrayNode outputs, Question question) {
        for (Question.Previous previous : question.previous()) {
            ObjectNode output = outputs.addObject().put("task", question.task()).put("component", "complete");
            output.putArray("input");
            output.putObject("output")
                    .put("immediate_response", previous.response())
                    .put("notebook", previous.notebook());
        }
    }
}
