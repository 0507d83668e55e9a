package io.minerstack.agent.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.peer.ModelPeer;
import io.minerstack.hop.call.Call;
import io.minerstack.hop.call.Deadline;
import io.minerstack.hop.call.RequestId;
import io.minerstack.hop.call.Tenant;
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
        Call call = new Call(new RequestId("r"), new Tenant("t"), Deadline.in(SOON, Clock.systemUTC()), null);
        // port 1 is reserved and nobody's
        LanguageModel model = new HttpLanguageModel(
                new ModelPeer(WebClient.create("http://127.0.0.1:1")),
                new CompletionProperties(0.7, Duration.ofSeconds(1)),
                Clock.systemUTC());

        StepVerifier.create(model.complete(new Question(List.of(Message.user("q")), 0.7, null, null))
                        .contextWrite(call::into))
                .expectErrorSatisfies(
                        failure -> assertThat(failure).isInstanceOfSatisfying(ModelFailure.class, unreachable -> {
                            assertThat(unreachable.reason()).isEqualTo(ModelFailure.Reason.UNAVAILABLE);
                            assertThat(unreachable.kind()).endsWith("ConnectException");
                        }))
                .verify(SOON);
    }
}
