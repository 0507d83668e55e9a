package io.minerstack.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTests {

    @Test
    void parsesRequestsAndTheirWindow() {
        assertThat(Limit.of("20/m")).isEqualTo(new Limit(20, Duration.ofMinutes(1)));
        assertThat(Limit.of(" 5/S ")).isEqualTo(new Limit(5, Duration.ofSeconds(1)));
        assertThat(Limit.of("1000000/h")).isEqualTo(new Limit(1_000_000, Duration.ofHours(1)));
    }

    @Test
    void parsesOff() {
        assertThat(Limit.of("off").isOff()).isTrue();
        assertThat(Limit.of("OFF").isOff()).isTrue();
        assertThat(Limit.of("1/h").isOff()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "20", "0/m", "-1/m", "20/d", "20 / m", "1000001/s", "99999999999/s", "none", "2.5/s", "٣/m"})
    void refusesOtherText(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Limit.of(text)).withMessageContaining("expected");
    }
}
