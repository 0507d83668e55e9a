package io.minerstack.registration.preflight;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.preflight.http.MinerClient;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ReceivedRequest;
import io.minerstack.testsupport.http.ScriptedResponse;
import io.minerstack.testsupport.http.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A miner on the loopback that keeps the contract, except for the given faults. */
final class FakeMiner implements AutoCloseable {

    /** The ways to break the contract, and settings that need not be reported. */
    enum Fault {
        HEALTH_DOWN,
        HEALTH_REDIRECTS,
        HEALTH_IS_ANOTHER_PAGE,
        HEALTH_DEGRADED,
        HEALTH_TOO_LARGE,
        HEALTH_NEVER_ENDS,
        PROVIDER_MISCONFIGURED,
        FALLBACK_MISCONFIGURED,
        MEMORY_DOWN,
        NO_REQUEST_ID,
        OPEN_TO_ALL,
        PUBLIC_CAPABILITIES,
        NO_CHALLENGE,
        ASKS_FOR_PASSWORDS,
        ANY_KEY,
        KEY_UNKNOWN,
        RATE_LIMITED,
        COMPONENT_MISSING,
        NO_LIMIT_HEADERS,
        COMPLETE_LATE,
        COMPLETE_UNAVAILABLE,
        COMPLETE_EMPTY,
        ECHOES_KEY,
        COMPLETE_NOTEBOOK_MISSING,
        COMPLETE_OTHER_CID,
        DELETE_FAILS,
        HTML_ERRORS,
        MALFORMED_IS_500,
        SMALL_BODY_LIMIT,
        NO_BODY_LIMIT,
        CLOSES_ON_LARGE_BODY,
        ACCEPTS_LONG_HEADER,
        CLOSES_ON_LONG_HEADER,
        SILENT_ON_LONG_HEADER,
        LONG_HEADER_IS_429,
        LONG_HEADER_IS_404,
        CUTS_REFUSALS_SHORT,
        CRASHES_ON_LONG_HEADER,
        ACTUATOR_OPEN,
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Set<Fault> faults = ConcurrentHashMap.newKeySet();
    private final ScriptedServer server;

    private FakeMiner(ScriptedServer server, Fault... faults) {
        this.server = server;
        this.faults.addAll(List.of(faults));
        Answer tooLarge = (request, response) -> problem(response, 413, "payload_too_large");
        server.answer(this::answer)
                .refuseBodiesOver(bodyLimit(), has(Fault.CLOSES_ON_LARGE_BODY) ? Answer.disconnect() : tooLarge);
    }

    static FakeMiner http(Fault... faults) {
        return new FakeMiner(ScriptedServer.start(), faults);
    }

    static FakeMiner https(SSLContext context) {
        return new FakeMiner(ScriptedServer.startTls(context));
    }

    String url() {
        return server.url();
    }

    /** Method and path of each request. */
    List<String> requests() {
        return server.requests().stream()
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }

    private long bodyLimit() {
        return has(Fault.SMALL_BODY_LIMIT) ? 5 << 20 : has(Fault.NO_BODY_LIMIT) ? 100 << 20 : 10 << 20;
    }

    private void answer(ReceivedRequest request, ScriptedResponse response) throws IOException, InterruptedException {
        String path = request.path();
        String key = request.header("X-API-Key");
        String id = request.header(MinerClient.REQUEST_ID);
        if (id != null && !has(Fault.NO_REQUEST_ID)) {
            response.header(MinerClient.REQUEST_ID, id);
        }
        if (request.header("X-Preflight") != null && !has(Fault.ACCEPTS_LONG_HEADER)) {
            longHeader(response);
        } else if (path.equals("/health")) {
            health(response);
        } else if (path.startsWith("/actuator") || path.equals("/metrics")) {
            json(response, has(Fault.ACTUATOR_OPEN) ? 200 : 404, "{}");
        } else if (path.equals("/capabilities") && has(Fault.PUBLIC_CAPABILITIES)) {
            authenticated(request, response);
        } else if (key == null && !has(Fault.OPEN_TO_ALL)) {
            if (!has(Fault.NO_CHALLENGE)) {
                response.header("WWW-Authenticate", has(Fault.ASKS_FOR_PASSWORDS) ? "Basic realm=\"x\"" : "ApiKey");
            }
            problem(response, 401, "unauthorized");
        } else if (isWrong(key) && !has(Fault.ANY_KEY) && !has(Fault.OPEN_TO_ALL)) {
            problem(response, 403, "forbidden");
        } else {
            authenticated(request, response);
        }
    }

    /** Writes nothing for the faults that close the connection: the server then closes it. */
    private void longHeader(ScriptedResponse response) throws IOException, InterruptedException {
        if (has(Fault.SILENT_ON_LONG_HEADER)) {
            Thread.sleep(Duration.ofSeconds(5));
        } else if (has(Fault.CRASHES_ON_LONG_HEADER)) {
            faults.add(Fault.HEALTH_DOWN);
        } else if (!has(Fault.CLOSES_ON_LONG_HEADER)) {
            int status = has(Fault.LONG_HEADER_IS_429) ? 429 : has(Fault.LONG_HEADER_IS_404) ? 404 : 431;
            problem(response, status, "header_too_large");
        }
    }

    private boolean isWrong(@Nullable String key) {
        return !TestObjects.TOKEN.equals(key) || has(Fault.KEY_UNKNOWN);
    }

    private void health(ScriptedResponse response) throws IOException, InterruptedException {
        if (has(Fault.HEALTH_REDIRECTS)) {
            response.header("Location", "https://elsewhere.example/health");
            response.send(301);
        } else if (has(Fault.HEALTH_IS_ANOTHER_PAGE)) {
            json(response, 200, "<html>welcome to nginx</html>");
        } else if (has(Fault.HEALTH_TOO_LARGE)) {
            json(response, 200, "x".repeat(MinerClient.MAX_BODY + 1));
        } else if (has(Fault.HEALTH_NEVER_ENDS)) {
            response.start(200, "application/json");
            response.write("x");
            Thread.sleep(Duration.ofSeconds(5));
        } else if (has(Fault.PROVIDER_MISCONFIGURED)) {
            json(response, 503, """
                    {"status":"degraded","components":{"llm":"unavailable","memory":"available",\
                    "openai":"misconfigured"},"error":"unavailable",\
                    "detail":"The model server of openai does not accept OPENAI_API_KEY."}""");
        } else if (has(Fault.FALLBACK_MISCONFIGURED)) {
            json(response, 200, """
                    {"status":"degraded","components":{"llm":"degraded","memory":"available",\
                    "openai":"misconfigured"},\
                    "detail":"The model server of openai does not accept OPENAI_API_KEY."}""");
        } else {
            boolean memory = !has(Fault.MEMORY_DOWN);
            json(
                    response,
                    has(Fault.HEALTH_DOWN) ? 503 : 200,
                    "{\"status\":\"%s\",\"components\":{\"llm\":\"%s\",\"memory\":\"%s\"}}"
                            .formatted(
                                    memory && !has(Fault.HEALTH_DEGRADED) ? "healthy" : "degraded",
                                    has(Fault.HEALTH_DEGRADED) ? "degraded" : "available",
                                    memory ? "available" : "unavailable"));
        }
    }

    private void authenticated(ReceivedRequest request, ScriptedResponse response)
            throws IOException, InterruptedException {
        if (has(Fault.RATE_LIMITED)) {
            response.header("Retry-After", "17");
            problem(response, 429, "rate_limited");
            return;
        }
        if (!has(Fault.NO_LIMIT_HEADERS)) {
            response.header("RateLimit", "\"capabilities\";r=59;t=60");
            response.header("RateLimit-Policy", "\"capabilities\";q=60;w=60");
        }
        if (request.path().equals("/capabilities")) {
            capabilities(response);
        } else if (request.path().equals("/conversations")) {
            json(response, 200, "{\"total_conversations\":0,\"conversations\":[]}");
        } else if (request.method().equals("DELETE")) {
            json(response, has(Fault.DELETE_FAILS) ? 404 : 200, "{\"success\":true}");
        } else if (request.body().length() > 1_000 || request.body().contains("\" \"")) {
            problem(response, 422, "invalid");
        } else if (request.path().equals("/complete")) {
            complete(JSON.readTree(request.body()), response);
        } else {
            problem(response, has(Fault.MALFORMED_IS_500) ? 500 : 400, "malformed");
        }
    }

    private void capabilities(ScriptedResponse response) throws IOException {
        String last = has(Fault.COMPONENT_MISSING) ? "" : ",\"internet_search\"";
        json(
                response,
                200,
                "{\"miner_name\":\"fake\",\"components\":[\"complete\",\"refine\",\"feedback\",\"human_feedback\","
                        + "\"summary\",\"aggregate\"" + last + "]}");
    }

    private void complete(JsonNode request, ScriptedResponse response) throws IOException, InterruptedException {
        if (has(Fault.ECHOES_KEY)) {
            response.send(
                    503,
                    "application/problem+json",
                    "{\"detail\":\"what to do with " + TestObjects.TOKEN + "\",\"error\":\"unavailable\"}");
            return;
        }
        if (has(Fault.COMPLETE_UNAVAILABLE)) {
            problem(response, 503, "unavailable");
            return;
        }
        if (has(Fault.COMPLETE_LATE)) {
            Thread.sleep(Duration.ofSeconds(5));
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.put(
                "cid",
                has(Fault.COMPLETE_OTHER_CID) ? "another" : request.path("cid").asString());
        answer.set("task", request.path("task"));
        answer.set("input", request.path("input"));
        ObjectNode output = answer.putObject("output");
        output.put("immediate_response", has(Fault.COMPLETE_EMPTY) ? "  " : "Air scatters blue light more.");
        if (!has(Fault.COMPLETE_NOTEBOOK_MISSING)) {
            output.put("notebook", "no update");
        }
        answer.put("component", "complete");
        answer.putObject("metadata").put("memory", has(Fault.MEMORY_DOWN) ? "unavailable" : "not_asked");
        json(response, 200, answer.toString());
    }

    private void problem(ScriptedResponse response, int status, String error) throws IOException {
        if (has(Fault.HTML_ERRORS)) {
            json(response, status, "<html>error</html>");
        } else if (status == 413 && has(Fault.CUTS_REFUSALS_SHORT)) {
            response.header("Content-Length", "1000");
            response.start(status, "application/problem+json");
        } else {
            response.send(status, "application/problem+json", "{\"detail\":\"why\",\"error\":\"" + error + "\"}");
        }
    }

    private static void json(ScriptedResponse response, int status, String body) throws IOException {
        response.send(status, "application/json", body);
    }

    @Override
    public void close() {
        server.close();
    }
}
