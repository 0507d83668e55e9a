package io.minerstack.browser;

import io.minerstack.gateway.GatewayApplication;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ScriptedServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A real gateway on a free port before a scripted agent-service. */
final class TestGateway implements AutoCloseable {

    static final String KEY = "0123456789abcdef-of-the-browser-tests";

    private static final JsonMapper JSON = new JsonMapper();

    private static final String HEALTH = """
            {"status":"healthy","llm_provider":"vllm","model":"fake-model","active_conversations":3,
             "features":{"unified_api":true,"conversation_history":true,"playbook_system":true},
             "version":"0.2.0","components":{"llm":"available","memory":"available"}}""";

    private static final String CAPABILITIES = """
            {"miner_name":"test-miner","llm_provider":"vllm","model":"fake-model","max_conversation_messages":10,
             "features":{"conversation_history":true}}""";

    private static final String FIGURES = """
            [{"service":"agent-service","reached":true,"meters":[]},
             {"service":"llm-proxy","reached":true,"meters":[
              {"name":"miner.llm.answers","tags":{"provider":"vllm","outcome":"answered"},"value":41.0},
              {"name":"gen_ai.client.token.usage","tags":{"gen_ai.token.type":"input"},"count":41,"total":9000.0}]}]""";

    private static final String CONVERSATIONS = """
            {"total_conversations":1,"conversations":[{"cid":"trip/to Lisbon","messages":2,
             "created_at":"2026-01-01T12:00:00+00:00","last_updated":"2026-01-01T12:00:04+00:00",
             "preview":"Task: travel\\nQuery 1: Plan a trip"}]}""";

    private static final String CONVERSATION = """
            {"cid":"trip/to Lisbon","message_count":2,"messages":[
             {"role":"user","content":"Task: \\nQuery 1: Plan a trip","timestamp":"2026-01-01T12:00:00+00:00"},
             {"role":"assistant","content":"A **plan**.","timestamp":"2026-01-01T12:00:04+00:00"}],
             "created_at":"2026-01-01T12:00:00+00:00","last_activity":"2026-01-01T12:00:04+00:00"}""";

    private static final String PLAYBOOK = """
            {"cid":"c","entry_count":1,"total_entries":1,"entries":[{"id":1,"cid":"c","insight_type":"preference",
             "key":"response_style","value":"Prefers short answers","operation":"insert","source_feedback":"Be short.",
             "confidence_score":0.9,"created_at":"2026-01-01T12:00:00+00:00","updated_at":"2026-01-01T12:00:00+00:00",
             "version":2,"is_active":true,"tags":["style"],"extra_data":null}]}""";

    final ScriptedServer agent = ScriptedServer.start();
    private final ConfigurableApplicationContext context;

    private TestGateway(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "server.port", "0",
                "management.server.port", "0",
                "HOST", "127.0.0.1",
                "API_KEY", KEY,
                "STACK_SECRET", "",
                "RATE_LIMIT_ALL", "off",
                "AGENT_SERVICE_URL", agent.url()));
        all.putAll(settings);
        context = new SpringApplication(GatewayApplication.class)
                .run(all.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        reset();
    }

    static TestGateway start(Map<String, String> settings) {
        return new TestGateway(settings);
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** Forgets all requests, and answers as a healthy stack. */
    void reset() {
        agent.reset();
        agent.background("/health", Answer.json(200, HEALTH));
        agent.answer("/capabilities", Answer.json(200, CAPABILITIES));
        agent.answer("/figures", Answer.json(200, FIGURES));
        agent.answer("/conversations", Answer.json(200, CONVERSATIONS));
        agent.answer("/conversations/", Answer.json(200, CONVERSATION));
        agent.answer("/conversations/chat-", Answer.problem(404, """
                {"title":"Not found","status":404,"detail":"There is no such conversation.","error":"not_found"}"""));
        agent.answer("/playbook/", Answer.json(200, PLAYBOOK));
        agent.answer("/playbook/c/context", Answer.json(200, """
                {"cid":"c","entry_count":1,"formatted_context":"Preferences: short answers","entries":[]}"""));
        agent.answer(component("An answer.", "no update"));
    }

    /** The answer of a component with this text and notebook. */
    static Answer component(String text, String notebook) {
        return component(text, notebook, "{}");
    }

    /**
     * The same answer with more about how it was made.
     *
     * @param metadata a JSON object
     */
    static Answer component(String text, String notebook, String metadata) {
        return (request, response) -> {
            JsonNode asked = JSON.readTree(request.body());
            ObjectNode body = JSON.createObjectNode();
            body.put("cid", asked.path("cid").asString());
            body.put("task", asked.path("task").asString());
            body.set("input", asked.path("input"));
            body.putObject("output").put("immediate_response", text).put("notebook", notebook);
            body.put("component", request.target().substring(1));
            body.putObject("metadata")
                    .put("provider", "vllm")
                    .put("tokens_used", 12)
                    .put("stored", true)
                    .setAll((ObjectNode) JSON.readTree(metadata));
            response.send(200, "application/json", JSON.writeValueAsString(body));
        };
    }

    /** Answers of the path of a component, one after the other; the last one for all later requests. */
    void answerInTurn(String path, Answer... answers) {
        AtomicInteger next = new AtomicInteger();
        agent.answer(
                path,
                (request, response) ->
                        answers[Math.min(next.getAndIncrement(), answers.length - 1)].to(request, response));
    }

    @Override
    public void close() {
        context.close();
        agent.close();
    }
}
