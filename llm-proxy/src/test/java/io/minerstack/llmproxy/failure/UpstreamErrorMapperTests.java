package io.minerstack.llmproxy.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class UpstreamErrorMapperTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final UpstreamErrorMapper mapper =
            new UpstreamErrorMapper(JSON, Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "400, , REJECTED",
        "413, , REJECTED",
        "422, , REJECTED",
        "429, , RATE_LIMITED",
        "429, 7, RATE_LIMITED",
        "503, , SERVER_ERROR",
        "503, 7, OVERLOADED",
        "503, soon, SERVER_ERROR",
        "500, , SERVER_ERROR",
        "500, 7, SERVER_ERROR",
        "502, , SERVER_ERROR",
        "408, , SERVER_ERROR",
        "409, , SERVER_ERROR",
        "425, , SERVER_ERROR",
        "301, , MISCONFIGURED",
        "401, , MISCONFIGURED",
        "403, , MISCONFIGURED",
        "404, , MISCONFIGURED"
    })
    void mapsTheStatus(int status, @Nullable String retryAfter, FailureKind kind) {
        UpstreamException failure = mapper.response(status, retryAfter, bytes("{}"));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessage("status " + status);
        assertThat(failure.retryAfter()).isEqualTo("7".equals(retryAfter) ? Duration.ofSeconds(7) : null);
    }

    @Test
    void doesNotRetryAnEmptyAccount() {
        UpstreamException failure = mapper.response(429, "7", bytes("{\"error\":{\"code\":\"insufficient_quota\"}}"));

        assertThat(failure.kind()).isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(failure.retryAfter()).isNull();
    }

    @Test
    void keepsTheReasonOfARejectionOnly() {
        byte[] body = bytes("{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}");

        assertThat(mapper.response(400, null, body).isContextTooLong()).isTrue();
        assertThat(mapper.response(401, null, body).error()).isNull();
        assertThat(mapper.response(500, null, body).error()).isNull();
    }

    @Test
    void mapsConnectionErrors() {
        assertThat(mapper.connection(new IOException("reset"), false).kind()).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(mapper.connection(new IOException("reset"), true).kind()).isEqualTo(FailureKind.STREAM_INTERRUPTED);
        assertThat(mapper.connection(new TimeoutException(), false).kind()).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(mapper.connection(new DecoderException("not HTTP"), false).kind())
                .isEqualTo(FailureKind.INVALID_RESPONSE);
    }

    @Test
    void keepsAFailureThatIsMappedAlready() {
        UpstreamException known = new UpstreamException(FailureKind.QUEUE_FULL, "test");

        assertThat(mapper.connection(known, true)).isSameAs(known);
    }

    @Test
    void mapsErrorEvents() {
        assertThat(mapper.event(JSON.readTree("{\"message\":\"engine died\",\"code\":500}"))
                        .kind())
                .isEqualTo(FailureKind.INVALID_RESPONSE);
        assertThat(mapper.event(JSON.readTree("{\"message\":\"maximum context length is 5\"}"))
                        .kind())
                .isEqualTo(FailureKind.REJECTED);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
