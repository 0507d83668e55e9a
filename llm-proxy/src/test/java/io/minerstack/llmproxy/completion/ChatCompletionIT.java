package io.minerstack.llmproxy.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minerstack.bench.fake.FakeRequest;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.SingleProviderSetup;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Requests to the upstream and answers to the caller, field by field. */
class ChatCompletionIT extends SingleProviderSetup {

    @Test
    void addsTheModelTheDefaultsAndTheStream() {
        client.ask(false);

        JsonNode sent = MODEL.lastRequest().body();
        assertThat(sent.path("model").asString()).isEqualTo("only-model");
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(777);
        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.6);
        assertThat(sent.path("stream").asBoolean()).isTrue();
        assertThat(sent.at("/stream_options/include_usage").asBoolean()).isTrue();
    }

    @Test
    void passesTheCallersFieldsOn() {
        client.send("""
                {"model":"default","messages":[{"role":"user","content":"ü 😀"}],
                 "temperature":0,"max_tokens":5,"seed":7,"stop":["x"],
                 "response_format":{"type":"json_schema",
                                    "json_schema":{"name":"a","strict":true,"schema":{"type":"object"}}},
                 "chat_template_kwargs":{"enable_thinking":false}}""");

        JsonNode sent = MODEL.lastRequest().body();
        assertThat(sent.path("temperature").asDouble()).isZero();
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(5);
        assertThat(sent.path("seed").asInt()).isEqualTo(7);
        assertThat(sent.at("/stop/0").asString()).isEqualTo("x");
        assertThat(sent.at("/response_format/json_schema/schema/type").asString())
                .isEqualTo("object");
        assertThat(sent.at("/chat_template_kwargs/enable_thinking").asBoolean(true))
                .isFalse();
        assertThat(MODEL.lastRequest().lastMessage()).isEqualTo("ü 😀");
    }

    @Test
    void tellsTheUpstreamTheRequestIdAndNothingElse() {
        ProxyReply reply = client.ask(
                false,
                "X-Request-Id",
                "trace-me",
                "X-Tenant",
                "alice",
                "traceparent",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        FakeRequest sent = MODEL.lastRequest();
        assertThat(sent.header("X-Request-Id")).isEqualTo("trace-me");
        assertThat(sent.header("Authorization")).isEqualTo("Bearer vllm-test-key");
        assertThat(sent.headers()).doesNotContainKeys("x-tenant", "x-deadline", "traceparent");
        assertThat(reply.header("X-Request-Id")).isEqualTo("trace-me");
        assertThat(reply.header("X-Provider")).isEqualTo("vllm");
    }

    @Test
    void reusesTheConnection() {
        assertThat(client.ask(false).complete()).isTrue();
        // connections of other contexts of this test run may still be open
        int before = MODEL.connections();

        for (int request = 0; request < 10; request++) {
            assertThat(client.ask(request % 2 == 0).complete()).isTrue();
        }

        // one more may be the model probe's
        assertThat(MODEL.connections()).isLessThanOrEqualTo(before + 1);
    }

    @Test
    void passesTheUpstreamsTokenCountsOnUnchanged() {
        String usage = """
                {"prompt_tokens":3,"completion_tokens":1,"total_tokens":4,\
                "prompt_tokens_details":{"cached_tokens":2}}""";
        MODEL.always(FakeResponse.stream(List.of(
                chunk("{\"content\":\"Hi\"}", null),
                chunk("{}", "stop"),
                "{\"id\":\"c1\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":" + usage + "}")));

        ProxyReply reply = client.ask(false);

        assertThat(reply.usage().toString()).isEqualTo(usage);
    }

    @Test
    void marksEstimatedTokenCounts() {
        MODEL.always(FakeResponse.ok().ending(FakeResponse.StreamEnd.WITHOUT_USAGE));

        assertThat(client.ask(false).usage().path("estimated").asBoolean()).isTrue();
        assertThat(client.ask(true).usage().path("estimated").asBoolean()).isTrue();
    }

    @Test
    void sendsNoTokenCountsToAStreamThatDidNotAsk() {
        ProxyReply reply = client.send("{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        assertThat(reply.complete()).isTrue();
        assertThat(reply.usage().isMissingNode()).isTrue();
    }

    @Test
    void joinsReasoningToolCallsAndRefusals() {
        MODEL.always(FakeResponse.stream(List.of(
                chunk("{\"role\":\"assistant\",\"content\":null}", null),
                chunk("{\"reasoning_content\":\"Hm, \"}", null),
                chunk("{\"reasoning_content\":\"yes.\"}", null),
                chunk("{\"refusal\":\"No.\"}", null),
                chunk("""
                        {"tool_calls":[{"index":0,"id":"t0","type":"function",\
                        "function":{"name":"find","arguments":"{\\"q\\""}}]}""", null),
                chunk("""
                        {"tool_calls":[{"index":1,"id":"t1","type":"function",\
                        "function":{"name":"stop","arguments":"{}"}}]}""", null),
                chunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\":1}\"}}]}", null),
                chunk("{}", "tool_calls"))));

        JsonNode message = client.ask(false).body().at("/choices/0/message");

        assertThat(message.path("content").isNull()).isTrue();
        assertThat(message.path("reasoning_content").asString()).isEqualTo("Hm, yes.");
        assertThat(message.path("refusal").asString()).isEqualTo("No.");
        assertThat(message.at("/tool_calls/0/id").asString()).isEqualTo("t0");
        assertThat(message.at("/tool_calls/0/function/name").asString()).isEqualTo("find");
        assertThat(message.at("/tool_calls/0/function/arguments").asString()).isEqualTo("{\"q\":1}");
        assertThat(message.at("/tool_calls/1/function/name").asString()).isEqualTo("stop");
    }

    @Test
    void relaysUnknownFieldsOfAnEvent() {
        String piece = chunk("{\"reasoning\":\"Hm\",\"some_new_field\":[1]}", null);
        MODEL.always(FakeResponse.stream(List.of(piece, chunk("{}", "stop"))));

        assertThat(client.ask(true).response().body())
                .contains("data: " + piece + "\n\n")
                .endsWith("data: [DONE]\n\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{nope | 400 | ",
                "[] | 400 | ",
                "{\"messages\":[]} | 400 | messages",
                "{\"messages\":\"Hi\"} | 400 | messages",
                "{\"messages\":[{}],\"n\":2} | 400 | n",
                "{\"messages\":[{}],\"stream\":\"yes\"} | 400 | stream",
                "{\"messages\":[{}],\"max_tokens\":0} | 400 | max_tokens",
                "{\"messages\":[{}],\"temperature\":\"hot\"} | 400 | temperature",
                "{\"messages\":[{}],\"model\":\"gpt-9\"} | 404 | model"
            })
    void rejectsAWrongFieldAndNamesIt(String body, int status, String param) {
        ProxyReply reply = client.send(body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.error().path("param").asString(null)).isEqualTo(param);
        assertThat(reply.error().path("message").asString()).isNotBlank();
        assertThat(MODEL.attempts()).isZero();
    }

    @Test
    void rejectsDeepNestingAndHugeBodies() {
        assertThat(client.send("[".repeat(100_000)).status()).isEqualTo(400);
        assertThat(client.send("{\"messages\":\"" + "x".repeat(11 << 20) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void servesAModelByItsName() {
        assertThat(client.send("{\"model\":\"only-model\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                        .complete())
                .isTrue();
    }

    @Test
    void listsTheModelsAndTheState() throws Exception {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> client.get("/status").body().contains("8192"));

        assertThat(client.get("/status").body()).isEqualTo("""
                {"llm_provider":"vllm","model":"only-model","json_schema":true,"state":"available",\
                "providers":[{"name":"vllm","model":"only-model","state":"available","max_context_length":8192}]}""");
        assertThat(client.get("/v1/models").body()).contains("\"id\":\"only-model\"", "\"owned_by\":\"vllm\"");

        breakers.circuitBreaker("vllm").transitionToOpenState();
        assertThat(client.get("/status").body()).contains("\"state\":\"unavailable\"", "\"state\":\"open\"");
        assertThat(MODEL.attempts()).isZero();
    }

    private static String chunk(String delta, @Nullable String finish) {
        String reason = finish == null ? "null" : "\"" + finish + "\"";
        return """
                {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m",\
                "choices":[{"index":0,"delta":%s,"finish_reason":%s}]}""".formatted(delta, reason);
    }
}
