package io.minerstack.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.peer.MemoryPeer;
import io.minerstack.hop.call.Call;
import io.minerstack.hop.call.Deadline;
import io.minerstack.hop.call.RequestId;
import io.minerstack.hop.call.Tenant;
import io.minerstack.hop.problem.Problem;
import io.minerstack.hop.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.test.StepVerifier;

@ExtendWith(OutputCaptureExtension.class)
class MemoryRelayTests {

    @Test
    void saysWhenToComeBackWhereNobodyListensAndTellsTheOperatorWhy(CapturedOutput output) {
        Call call = new Call(
                new RequestId("r"), new Tenant("t"), Deadline.in(Duration.ofSeconds(10), Clock.systemUTC()), null);
        // port 1 is reserved and nobody's
        MemoryRelay relay = new MemoryRelay(new MemoryPeer(WebClient.create("http://127.0.0.1:1")), Clock.systemUTC());

        StepVerifier.create(relay.send(HttpMethod.GET, "/conversations/{cid}", Map.of("cid", "secret-cid"))
                        .contextWrite(call::into))
                .expectErrorSatisfies(failure -> {
                    assertThat(failure).isInstanceOf(Problem.class);
                    assertThat(((Problem) failure).type()).isEqualTo(ProblemType.UNAVAILABLE);
                    assertThat(((Problem) failure).headers()).containsEntry("Retry-After", "5");
                })
                .verify(Duration.ofSeconds(10));
        assertThat(output.getAll())
                .containsPattern("WARN.* the memory failed at a relayed call: \\w*ConnectException")
                .doesNotContain("127.0.0.1", "secret-cid");
    }
}
