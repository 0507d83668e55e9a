package io.minerstack.agent;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** memory-service as its wire contract describes it, holding nothing: what comes in is recorded, what goes out is told. */
public final class FakeMemory {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NO_CONTEXT = "{\"messages\":[],\"playbook\":{\"version\":0,\"entries\":[]}}";

    private final ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();
    private final DisposableServer server;
    private volatile String context = NO_CONTEXT;
    private volatile @Nullable Function<Received, @Nullable Reply> script;

    public FakeMemory() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString(StandardCharsets.UTF_8)
                        .defaultIfEmpty("")
                        .flatMap(body -> answer(record(request, body)))
                        .flatMap(reply -> {
                            response.status(reply.status());
                            response.header("Content-Type", reply.contentType());
                            reply.headers().forEach(response::header);
                            return response.sendString(Mono.just(reply.body())).then();
                        }))
                .bindNow();
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Back to answering well and knowing nothing. */
    public void reset() {
        received.clear();
        context = NO_CONTEXT;
        script = null;
    }

    public void knows(String contextJson) {
        context = contextJson;
    }

    public void fails(int status) {
        script = request -> Reply.json(status, "{}");
    }

    /** Takes requests and never answers. */
    public void hangs() {
        script = request -> null;
    }

    public void answers(Function<Received, @Nullable Reply> answer) {
        script = answer;
    }

    public List<Received> requests(String method, String pathPrefix) {
        return received.stream()
                .filter(one -> one.method().equals(method) && one.uri().startsWith(pathPrefix))
                .toList();
    }

    private Received record(HttpServerRequest request, String body) {
        Received one = new Received(
                request.method().name(),
                request.uri(),
                request.requestHeaders().get("X-Request-Id", ""),
                request.requestHeaders().get("X-Tenant", ""),
                body);
        received.add(one);
        return one;
    }

    private Mono<Reply> answer(Received request) {
        Function<Received, @Nullable Reply> told = script;
        if (told != null && !request.uri().equals("/status")) {
            Reply reply = told.apply(request);
            return reply == null ? Mono.never() : Mono.just(reply);
        }
        if (request.uri().startsWith("/context")) {
            return Mono.just(Reply.json(200, context));
        }
        if (request.uri().equals("/playbook/operations")) {
            return Mono.just(Reply.json(200, applied(request.json())));
        }
        if (request.uri().equals("/status")) {
            return Mono.just(Reply.json(200, "{\"active_conversations\":12,\"later_field\":1}"));
        }
        return Mono.just(Reply.json(200, "{\"cid\":\"c\",\"last_seq\":2,\"messages\":2}"));
    }

    /** Accepts what a model proposed; where there is nothing of a model, what was read by rules. */
    private static String applied(JsonNode batch) {
        Map<String, List<JsonNode>> operations = batch.get("operations")
                .valueStream()
                .collect(Collectors.groupingBy(
                        operation -> operation.path("extracted_by").asString()));
        String extractor = operations.containsKey("model") ? "model" : "rules";
        List<JsonNode> taken = operations.getOrDefault(extractor, List.of());
        ObjectNode reply = JSON.createObjectNode();
        reply.put("cid", batch.get("cid").asString());
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

    /** A request as it came. */
    public record Received(String method, String uri, String requestId, String tenant, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /** What is answered. */
    public record Reply(int status, String contentType, String body, Map<String, String> headers) {

        public static Reply json(int status, String body) {
            return new Reply(status, "application/json", body, Map.of());
        }
    }
}
