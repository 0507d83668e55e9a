package io.minerstack.agent;

import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ReceivedRequest;
import io.minerstack.testsupport.http.ScriptedResponse;
import io.minerstack.testsupport.http.ScriptedServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A fake memory-service that records requests and answers as its wire contract says, or as a test says. */
public final class FakeMemoryService {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String EMPTY_CONTEXT = "{\"messages\":[],\"playbook\":{\"version\":0,\"entries\":[]}}";

    private final ScriptedServer server = ScriptedServer.start();
    private volatile String context = EMPTY_CONTEXT;
    private volatile @Nullable Function<Received, @Nullable Reply> script;

    public FakeMemoryService() {
        reset();
    }

    public String url() {
        return server.url();
    }

    /** Forgets requests and answers: every conversation is empty again. */
    public void reset() {
        server.reset();
        server.answer(this::answer);
        context = EMPTY_CONTEXT;
        script = null;
    }

    public void knows(String contextJson) {
        context = contextJson;
    }

    public void fails(int status) {
        script = request -> Reply.json(status, "{}");
    }

    /** Reads requests and never answers. */
    public void hangs() {
        script = request -> null;
    }

    public void answers(Function<Received, @Nullable Reply> answer) {
        script = answer;
    }

    public List<Received> requests(String method, String targetPrefix) {
        return server.requests(method, targetPrefix).stream().map(Received::of).toList();
    }

    private void answer(ReceivedRequest received, ScriptedResponse response) throws IOException, InterruptedException {
        Received request = Received.of(received);
        Function<Received, @Nullable Reply> scripted = script;
        Reply reply =
                scripted == null || request.uri().equals("/status") ? byContract(request) : scripted.apply(request);
        if (reply == null) {
            Answer.never().to(received, response);
        } else {
            reply.headers().forEach(response::header);
            response.send(reply.status(), reply.contentType(), reply.body());
        }
    }

    private Reply byContract(Received request) {
        if (request.uri().startsWith("/context")) {
            return Reply.json(200, context);
        }
        if (request.uri().equals("/playbook/operations")) {
            return Reply.json(200, applied(request.json()));
        }
        if (request.uri().equals("/status")) {
            return Reply.json(200, "{\"active_conversations\":12,\"later_field\":1}");
        }
        return Reply.json(200, "{\"cid\":\"c\",\"last_seq\":2,\"messages\":2}");
    }

    /** Accepts the operations of the model; without any, the operations that were read by rules. */
    private static String applied(JsonNode submission) {
        Map<String, List<JsonNode>> operations = submission
                .get("operations")
                .valueStream()
                .collect(Collectors.groupingBy(
                        operation -> operation.path("extracted_by").asString()));
        String extractor = operations.containsKey("model") ? "model" : "rules";
        List<JsonNode> taken = operations.getOrDefault(extractor, List.of());
        ObjectNode reply = JSON.createObjectNode();
        reply.put("cid", submission.get("cid").asString());
        reply.put("playbook_version", 8);
        reply.put("entry_count", taken.size());
        reply.put("extracted_by", taken.isEmpty() ? null : extractor);
        ArrayNode applied = reply.putArray("applied");
        for (JsonNode operation : taken) {
            ObjectNode one = applied.addObject();
            for (String name : List.of("operation", "insight_type", "key", "value", "tags")) {
                one.set(name, operation.get(name));
            }
            one.put("confidence_score", 0.9);
            one.put("id", 1).put("version", 1).put("outcome", "inserted").putNull("reason");
        }
        return reply.toString();
    }

    /**
     * A request to memory-service.
     *
     * @param uri path and query
     * @param requestId the header {@code X-Request-Id}; empty without it
     * @param tenant the header {@code X-Tenant}; empty without it
     * @param stackSecret the header {@code X-Stack-Secret}; empty without it
     */
    public record Received(
            String method, String uri, String requestId, String tenant, String stackSecret, String body) {

        static Received of(ReceivedRequest request) {
            return new Received(
                    request.method(),
                    request.target(),
                    Objects.requireNonNullElse(request.header("X-Request-Id"), ""),
                    Objects.requireNonNullElse(request.header("X-Tenant"), ""),
                    Objects.requireNonNullElse(request.header("X-Stack-Secret"), ""),
                    request.body());
        }

        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /** A scripted response. */
    public record Reply(int status, String contentType, String body, Map<String, String> headers) {

        public static Reply json(int status, String body) {
            return new Reply(status, "application/json", body, Map.of());
        }
    }
}
