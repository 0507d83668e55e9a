package io.minerstack.llmproxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.SingleProviderSetup;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses with status 200 that are not a complete answer. */
class InvalidResponseIT extends SingleProviderSetup {

    @Test
    void rejectsAWholeAnswerWithoutAFinishReason() {
        MODEL.always(FakeResponse.ok().ending(FakeResponse.StreamEnd.WITHOUT_FINISH_REASON));

        assertThat(client.ask(false).status()).isEqualTo(502);
    }

    @Test
    void endsAStreamWithoutAFinishReasonWithAnErrorEvent() {
        MODEL.always(FakeResponse.ok().ending(FakeResponse.StreamEnd.WITHOUT_FINISH_REASON));

        ProxyReply reply = client.ask(true);

        assertThat(reply.done()).isFalse();
        assertThat(reply.errorCode()).isEqualTo("stream_interrupted");
        assertThat(reply.finishReason()).isEmpty();
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void rejectsABodyThatIsNotAStream(boolean stream) {
        MODEL.always(FakeResponse.withBody(200, "text/html", "<h1>Welcome to nginx</h1>"));

        ProxyReply reply = client.ask(stream);

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.response().body()).doesNotContain("nginx");
    }

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void rejectsAnAnswerThatIsTooLong(boolean stream) {
        MODEL.always(FakeResponse.ok().withGap(Duration.ofMillis(1)));
        MODEL.answering("word".repeat(200) + " ".repeat(1) + ("x".repeat(5_000) + " ").repeat(40));

        ProxyReply reply = client.ask(stream);

        if (stream) {
            assertThat(reply.errorCode()).isEqualTo("stream_interrupted");
        } else {
            assertThat(reply.status()).isEqualTo(502);
        }
    }

    @Test
    void answers502ToAnErrorEvent() {
        MODEL.always(FakeResponse.stream(List.of("{\"error\":{\"message\":\"engine died: secret\",\"code\":500}}")));

        ProxyReply reply = client.ask(true);

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.response().body()).doesNotContain("secret");
    }
}
