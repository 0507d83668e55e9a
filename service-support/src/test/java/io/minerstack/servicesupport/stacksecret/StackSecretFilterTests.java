package io.minerstack.servicesupport.stacksecret;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@ExtendWith(OutputCaptureExtension.class)
class StackSecretFilterTests {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @Test
    void logsManyRefusalsInOneLineAMinute(CapturedOutput output) {
        InstantSource source = now::get;
        StackSecretFilter filter = new StackSecretFilter(
                StackSecret.of("one-0123456789abcdef0123456789abcdef"),
                source.withZone(ZoneOffset.UTC),
                LoggerFactory.getLogger("io.minerstack.test.StackSecretFilter"));

        refuse(filter);
        refuse(filter);
        now.set(Instant.EPOCH.plus(Duration.ofSeconds(59)));
        refuse(filter);
        assertThat(lines(output)).isEqualTo(1);

        now.set(Instant.EPOCH.plus(Duration.ofSeconds(60)));
        refuse(filter);
        assertThat(lines(output)).isEqualTo(2);
    }

    private static void refuse(StackSecretFilter filter) {
        StepVerifier.create(filter.filter(
                        MockServerWebExchange.from(MockServerHttpRequest.get("/context")),
                        exchange -> Mono.error(new AssertionError("passed"))))
                .expectError(ProblemException.class)
                .verify(Duration.ofSeconds(5));
    }

    private static long lines(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains("STACK_SECRET: requests without the stack's secret were refused"))
                .count();
    }
}
