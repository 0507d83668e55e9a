package io.minerstack.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@ExtendWith(OutputCaptureExtension.class)
class TurnQueueShutdownTests {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Sinks.Empty<Void> gate = Sinks.empty();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final TurnQueue queue = new TurnQueue(
            new MemoryClient(
                    new GatedMemoryApi(),
                    new MemoryProperties(5, Duration.ofSeconds(2), Duration.ofSeconds(20)),
                    new MemoryMetrics(new SimpleMeterRegistry()),
                    () -> true,
                    CLOCK),
            () -> true,
            CLOCK);

    @Test
    void waitsForTheTurnsThatAreStoredBehindTheirAnswers() {
        store();
        TurnQueueShutdown shutdown = new TurnQueueShutdown(queue, TIMEOUT);
        shutdown.stop(() -> stopped.set(true));
        assertThat(stopped).isFalse();

        gate.tryEmitEmpty();

        await().atMost(TIMEOUT).untilTrue(stopped);
        assertThat(queue.pendingConversations()).isZero();
    }

    @Test
    void givesUpAfterTheLimitAndSaysWhatIsLost(CapturedOutput output) {
        store();

        new TurnQueueShutdown(queue, Duration.ofMillis(100)).stop(() -> stopped.set(true));

        await().atMost(TIMEOUT).untilTrue(stopped);
        assertThat(output.getAll()).contains("shutdown: turns of 1 conversations are not stored");
    }

    @Test
    void stopsAfterTheServerAndBeforeTheHttpClients() {
        // Spring stops the highest phase first; the resources of the HTTP clients have phase 0
        assertThat(new TurnQueueShutdown(queue, TIMEOUT).getPhase())
                .isBetween(1, WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1);
    }

    private void store() {
        RequestContext context = new RequestContext(
                RequestId.acceptOrNew("req-1"),
                new Tenant("default"),
                Deadline.in(Duration.ofSeconds(60), CLOCK),
                null);
        queue.store(new Turn("cid", "turn", "user", "assistant", false))
                .contextWrite(context::into)
                .block(TIMEOUT);
    }

    private final class GatedMemoryApi implements MemoryApi {

        @Override
        public Mono<Void> storeTurn(Turn turn) {
            return gate.asMono();
        }

        @Override
        public Mono<MemoryContext> readContext(String cid, int messages, boolean playbook) {
            return Mono.never();
        }

        @Override
        public Mono<FeedbackResult> submitFeedback(FeedbackSubmission submission) {
            return Mono.never();
        }
    }
}
