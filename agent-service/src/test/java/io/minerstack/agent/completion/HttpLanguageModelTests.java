package io.minerstack.agent.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.TestObjects;
import io.minerstack.agent.client.LlmProxyWebClient;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.test.StepVerifier;

class HttpLanguageModelTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Test
    void namesTheCauseOfAFailedConnect() {
        RequestContext context = TestObjects.context(TIMEOUT);
        // nothing listens on the reserved port 1
        LanguageModel model = new HttpLanguageModel(
                new LlmProxyWebClient(WebClient.create("http://127.0.0.1:1")),
                new ModelCallProperties(0.7, Duration.ofSeconds(1)),
                Clock.systemUTC());

        StepVerifier.create(model.complete(new CompletionRequest(List.of(ChatMessage.user("q")), 0.7, null, null))
                        .contextWrite(context::into))
                .expectErrorSatisfies(
                        failure -> assertThat(failure).isInstanceOfSatisfying(ModelCallException.class, failed -> {
                            assertThat(failed.reason()).isEqualTo(ModelCallException.Reason.UNAVAILABLE);
                            assertThat(failed.causeWords()).startsWith("connection refused");
                        }))
                .verify(TIMEOUT);
    }
}
