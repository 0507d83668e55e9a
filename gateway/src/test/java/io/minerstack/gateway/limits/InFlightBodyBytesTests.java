package io.minerstack.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class InFlightBodyBytesTests {

    private final InFlightBodyBytes bytes =
            new InFlightBodyBytes(new LimitsProperties(DataSize.ofBytes(2000), 10, DataSize.ofBytes(3000)));

    @Test
    void reservesUpToTheLastByteOfTheLimit() {
        bytes.reservation().add(2000);
        InFlightBodyBytes.Reservation other = bytes.reservation();
        other.add(1000);

        assertThatThrownBy(() -> other.add(1)).isInstanceOfSatisfying(BodyCapacityException.class, refusal -> {
            assertThat(refusal.type().status().value()).isEqualTo(503);
            assertThat(refusal.headers()).containsEntry("Retry-After", "1");
        });
        assertThat(bytes.inFlight()).isEqualTo(3000);
    }

    @Test
    void releasesEveryByteOnce() {
        InFlightBodyBytes.Reservation streamed = bytes.reservation();
        streamed.add(700);
        streamed.add(800);

        streamed.release();
        streamed.release();

        assertThat(bytes.inFlight()).isZero();
    }

    @Test
    void keepsNoBytesThatAreAddedAfterTheRelease() {
        InFlightBodyBytes.Reservation released = bytes.reservation();
        released.release();

        released.add(500);

        assertThat(bytes.inFlight()).isZero();
    }
}
