package io.minerstack.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.client.MemoryServiceWebClient;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class HttpMemoryApiTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({"503,2,true,2", "503,soon,true,0", "503,99999999999,true,0", "422,,false,0"})
    void readsStatusAndRetryAfter(int status, @Nullable String retryAfter, boolean isTransient, long seconds) {
        ClientResponse.Builder reply = ClientResponse.create(HttpStatusCode.valueOf(status));
        if (retryAfter != null) {
            reply.header("Retry-After", retryAfter);
        }

        assertFails(reply.build(), "status " + status, isTransient, Duration.ofSeconds(seconds));
    }

    @Test
    void takesAReplyThatIsCutOffForTransientAndOneThatIsTooLargeNot() {
        assertFails(reply(new IOException("secret-cid")), "IOException", true, Duration.ZERO);
        assertFails(reply(new DataBufferLimitException("secret-cid")), "the answer is too large", false, Duration.ZERO);
    }

    private static ClientResponse reply(Throwable failure) {
        return ClientResponse.create(HttpStatusCode.valueOf(200))
                .header("Content-Type", "application/json")
                .body(Flux.error(failure))
                .build();
    }

    private static void assertFails(ClientResponse reply, String message, boolean isTransient, Duration retryAfter) {
        HttpMemoryApi memory = new HttpMemoryApi(new MemoryServiceWebClient(WebClient.builder()
                .exchangeFunction(request -> Mono.just(reply))
                .build()));

        StepVerifier.create(memory.readContext("cid", 5, true))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(MemoryUnavailableException.class, unavailable -> {
                            assertThat(unavailable).hasMessage(message);
                            assertThat(unavailable.isTransient()).isEqualTo(isTransient);
                            assertThat(unavailable.retryAfter()).isEqualTo(retryAfter);
                        }))
                .verify(TIMEOUT);
    }
}
