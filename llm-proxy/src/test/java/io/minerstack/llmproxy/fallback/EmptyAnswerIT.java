package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.TestRequests;
import io.minerstack.llmproxy.TwoProviderSetup;
import io.minerstack.llmproxy.provider.Provider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers end answers without a word (BerriAI/litellm#24442, cynative/cynative#273): another one may say more. */
class EmptyAnswerIT extends TwoProviderSetup {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"role\":\"assistant\",\"content\":\"\"}", "{\"content\":\" \\n\"}"})
    void asksTheFallbackWhereTheFirstProviderSaysNothing(String delta) {
        PRIMARY.always(answer(delta, "stop"));

        ProxyReply reply = client.ask(false);

        assertThat(reply.text()).isEqualTo(TestRequests.FALLBACK_ANSWER);
        assertThat(PRIMARY.attempts()).isEqualTo(1);
    }

    @Test
    void sendsTheEmptyAnswerWhereNobodySaysMore() {
        PRIMARY.always(answer("{}", "stop"));
        FALLBACK.always(FakeResponse.error(500));

        ProxyReply reply = client.ask(false);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEmpty();
    }

    @Test
    void keepsTheEmptyAnswerThatAFilterEnded() {
        PRIMARY.always(answer("{}", "content_filter"));

        ProxyReply reply = client.ask(false);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.finishReason()).isEqualTo("content_filter");
        assertThat(FALLBACK.attempts()).isZero();
    }

    /** vllm-project/vllm#19839, QwenLM/Qwen3#1297: all of the answer is reasoning, or a call that nobody offered. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'reasoning_content':'User asks.'} ; stop",
                "{'reasoning':'User asks.'} ; length",
                "{'content':'\\n','reasoning_content':'User asks.'} ; stop",
                "{'tool_calls':[{'id':'a','type':'function','function':{'name':'f','arguments':'{}'}}]} ; tool_calls",
                "{'function_call':{'name':'f','arguments':'{}'}} ; function_call",
                "{'content':'<|channel|>analysis<|message|>User asks.<|end|>'} ; stop",
                "{'content':'<think>User asks.</think>'} ; stop",
                "{'content':'<think>User asks, and the limit'} ; length",
                "{} ; length"
            })
    void asksTheFallbackWhereTheAnswerHasNoContent(String delta, String reason) {
        PRIMARY.always(answer(delta.replace('\'', '"'), reason));

        ProxyReply reply = client.ask(false);

        assertThat(reply.text()).isEqualTo(TestRequests.FALLBACK_ANSWER);
        assertThat(PRIMARY.attempts()).isEqualTo(1);
        assertThat(providers.all()).as("no fault of the server").allMatch(Provider::isAvailable);
    }

    @Test
    void handsTheReasoningOverWhereNobodySaysMore() {
        PRIMARY.always(answer("{\"reasoning_content\":\"User asks.\"}", "stop"));
        FALLBACK.always(answer("{}", "stop"));

        ProxyReply reply = client.ask(false);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.provider()).isEqualTo("vllm");
        assertThat(reply.body().at("/choices/0/message/reasoning_content").asString())
                .isEqualTo("User asks.");
        assertThat(reply.finishReason()).isEqualTo("stop");
    }

    @Test
    void keepsACallThatTheCallerOffered() {
        PRIMARY.always(answer(
                "{\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}",
                "tool_calls"));

        ProxyReply reply = client.send("{\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");

        assertThat(reply.finishReason()).isEqualTo("tool_calls");
        assertThat(FALLBACK.attempts()).isZero();
    }

    private static FakeResponse answer(String delta, String reason) {
        return FakeResponse.stream(List.of(
                "{\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}",
                "[DONE]"));
    }
}
