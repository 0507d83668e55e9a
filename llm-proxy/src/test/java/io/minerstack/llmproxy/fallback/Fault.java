package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeModel;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.TestRequests;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One row of the fault table: what the first provider does, and what the caller and the two model servers see.
 *
 * @param name of the row
 * @param script what the first provider does
 * @param expectedBody for a caller that wants the whole answer
 * @param expectedStream for a caller that wants a stream
 * @param minAttempts at the first provider, at least
 * @param maxAttempts at the first provider, at most
 * @param minTime of the reply
 * @param maxTime of the reply
 */
record Fault(
        String name,
        Consumer<FakeModel> script,
        Expected expectedBody,
        Expected expectedStream,
        int minAttempts,
        int maxAttempts,
        Duration minTime,
        Duration maxTime) {

    private static final Expected FALLBACK_ANSWER = new Expected(200, TestRequests.FALLBACK_ANSWER, "stop", "", true);

    /**
     * A reply.
     *
     * @param status of the response
     * @param text of the answer
     * @param finishReason empty if none is expected
     * @param errorCode in the error body or in the last event, empty if none is expected
     * @param done whether a stream ends with {@code [DONE]}
     */
    record Expected(int status, String text, String finishReason, String errorCode, boolean done) {

        void verify(ProxyReply reply) {
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.text()).isEqualTo(text);
            assertThat(reply.finishReason()).isEqualTo(finishReason);
            assertThat(reply.errorCode()).isEqualTo(errorCode);
            assertThat(reply.error().isMissingNode()).isEqualTo(errorCode.isEmpty());
            assertThat(reply.done()).isEqualTo(done);
        }
    }

    /** A fault that the fallback answers, after one attempt at the first provider. */
    static Fault of(String name, Consumer<FakeModel> script) {
        return new Fault(name, script, FALLBACK_ANSWER, FALLBACK_ANSWER, 1, 1, Duration.ZERO, Duration.ofSeconds(30));
    }

    /** The first provider answers after all. */
    Fault answeredByTheFirst() {
        Expected answer = new Expected(200, TestRequests.ANSWER, "stop", "", true);
        return new Fault(name, script, answer, answer, minAttempts, maxAttempts, minTime, maxTime);
    }

    /** The caller is told the reason. */
    Fault rejected(int status, String errorCode) {
        Expected error = new Expected(status, "", "", errorCode, true);
        return new Fault(name, script, error, error, minAttempts, maxAttempts, minTime, maxTime);
    }

    /** A streaming caller gets this text and an error event, and the fallback is not asked. */
    Fault interruptedAfter(String text) {
        Expected interrupted = new Expected(200, text, "", "stream_interrupted", false);
        return new Fault(name, script, expectedBody, interrupted, minAttempts, maxAttempts, minTime, maxTime);
    }

    Fault attempts(int min, int max) {
        return new Fault(name, script, expectedBody, expectedStream, min, max, minTime, maxTime);
    }

    Fault within(Duration min, Duration max) {
        return new Fault(name, script, expectedBody, expectedStream, minAttempts, maxAttempts, min, max);
    }

    Expected expected(boolean stream) {
        return stream ? expectedStream : expectedBody;
    }

    @Override
    public String toString() {
        return name;
    }
}
