package io.minerstack.bench.weather;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.weather.Forecast.Draw;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForecastTests {

    private static final int GUST = 160;

    @Test
    void repeatsTheFaultsOfASeed() {
        for (int request = 0; request < 100; request++) {
            Draw first = new Forecast(7).draw(Server.PRIMARY, request, 1, true);
            Draw second = new Forecast(7).draw(Server.PRIMARY, request, 1, true);

            assertThat(second.fault()).isEqualTo(first.fault());
            assertThat(second.form()).isEqualTo(first.form());
            assertThat(second.random().nextLong()).isEqualTo(first.random().nextLong());
        }
    }

    @Test
    void givesEachAttemptItsOwnFault() {
        assertThat(IntStream.range(0, 20)
                        .mapToObj(attempt -> new Forecast(7)
                                .draw(Server.PRIMARY, 3, attempt, true)
                                .fault())
                        .distinct())
                .hasSizeGreaterThan(3);
    }

    @Test
    void bringsEveryFaultAndEveryDialect() {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Set<ServerDialect> dialects = EnumSet.noneOf(ServerDialect.class);
        for (int request = 0; request < 1_000; request++) {
            Draw draw = new Forecast(1).draw(Server.PRIMARY, request, 0, true);
            faults.add(draw.fault());
            dialects.add(draw.dialect());
        }

        assertThat(faults).containsExactlyInAnyOrder(Fault.values());
        assertThat(dialects).containsExactlyInAnyOrder(ServerDialect.values());
    }

    @Test
    void keepsTheFallbackHealthyOutsideAGust() {
        Forecast forecast = new Forecast(1);

        for (int request = 0; request < GUST; request++) {
            assertThat(forecast.isFallbackHealthy(request)).isTrue();
            assertThat(forecast.draw(Server.FALLBACK, request, 0, true).fault()).isEqualTo(Fault.NONE);
        }
        assertThat(forecast.isGust(GUST)).isTrue();
        assertThat(forecast.isFallbackHealthy(GUST)).isFalse();
        assertThat(forecast.isFallbackHealthy(GUST + 40))
                .as("just after the gust")
                .isFalse();
        assertThat(forecast.isFallbackHealthy(GUST + 70)).isTrue();
    }

    @Test
    void keepsLastingFaultsForTheEndOfTheRun() {
        for (int request = 0; request < 1_000; request++) {
            assertThat(new Forecast(1)
                            .draw(Server.PRIMARY, request, 0, false)
                            .fault()
                            .isLasting())
                    .isFalse();
        }
    }
}
