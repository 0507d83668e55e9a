package io.minerstack.agent.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.client.LlmProxyWebClient;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.test.StepVerifier;

class HttpLanguageModelTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void namesTheCauseWhereNobodyListens() {
        RequestContext call =
                new RequestContext(new RequestId("r"), new Tenant("t"), Deadline.in(SOON, Clock.systemUTC()), null);
        // port 1 is reserved and nobody's
        LanguageModel model = new HttpLanguageModel(
                new LlmProxyWebClient(WebClient.create("http://127.0.0.1:1")),
                new CompletionProperties(0.7, Duration.ofSeconds(1)),
                Clock.systemUTC());

        StepVerifier.create(model.complete(new CompletionRequest(List.of(ChatMessage.user("q")), 0.7, null, null))
                        .contextWrite(call::into))
                .expectErrorSatisfies(
                        failure -> assertThat(failure).isInstanceOfSatisfying(ModelCallException.class, unreachable -> {
                            assertThat(unreachable.reason()).isEqualTo(ModelCallException.Reason.UNAVAILABLE);
                            assertThat(unreachable.kind()).endsWith("ConnectException");
                        }))
                .verify(SOON);
    }
}
