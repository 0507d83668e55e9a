package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.TestRequests;
import io.minerstack.llmproxy.TwoProviderSetup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @ParameterizedTest
    @ValueSource(strings = {"content_filter", "length"})
    void keepsTheEmptyAnswerThatAFilterOrALimitEnded(String reason) {
        PRIMARY.always(answer("{}", reason));

        ProxyReply reply = client.ask(false);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.finishReason()).isEqualTo(reason);
        assertThat(FALLBACK.attempts()).isZero();
    }

    private static FakeResponse answer(String delta, String reason) {
        return FakeResponse.stream(List.of(
                "{\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}",
                "[DONE]"));
    }
}
