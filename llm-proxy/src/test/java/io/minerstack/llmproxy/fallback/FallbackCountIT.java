package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.TwoProviderSetup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every answer of a fallback is counted, whether the first provider was asked or not. */
class FallbackCountIT extends TwoProviderSetup {

    @Autowired
    private MeterRegistry meters;

    @ParameterizedTest(name = "stream {0}")
    @ValueSource(booleans = {false, true})
    void countsEveryAnswerOfTheFallback(boolean stream) {
        double before = fallbacks();
        PRIMARY.always(FakeResponse.error(500));
        client.ask(stream);
        breakers.circuitBreaker("vllm").transitionToForcedOpenState();
        client.ask(stream);
        client.ask(stream);
        breakers.circuitBreaker("vllm").reset();

        assertThat(fallbacks()).isEqualTo(before + 3);

        PRIMARY.always(FakeResponse.ok());
        client.ask(stream);
        assertThat(fallbacks()).isEqualTo(before + 3);
    }

    private double fallbacks() {
        return meters.find("miner.llm.fallbacks").tag("to", "openai").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
