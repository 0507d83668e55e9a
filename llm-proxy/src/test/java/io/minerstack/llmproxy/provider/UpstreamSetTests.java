package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpstreamSetTests {

    @Test
    void sendsAsManyRequestsAsAllServersWorkOnAtOnce() {
        assertThat(UpstreamSet.places(List.of(1), 32)).isEqualTo(1);
        assertThat(UpstreamSet.places(List.of(1, 2), 32)).isEqualTo(3);
    }

    @Test
    void sendsNoMoreThanTheConfiguredNumber() {
        assertThat(UpstreamSet.places(List.of(64, 64), 32)).isEqualTo(32);
        assertThat(UpstreamSet.places(List.of(Integer.MAX_VALUE, Integer.MAX_VALUE), 32))
                .isEqualTo(32);
    }

    @Test
    void countsAServerThatDoesNotTellAsTheAverageOfThoseThatDo() {
        assertThat(UpstreamSet.places(Arrays.asList(1, null), 32)).isEqualTo(2);
        assertThat(UpstreamSet.places(Arrays.asList(2, 4, null, null), 32)).isEqualTo(12);
    }

    @Test
    void keepsToTheConfiguredNumberWhereNoServerTells() {
        assertThat(UpstreamSet.places(Arrays.asList(null, null), 32)).isEqualTo(32);
    }

    @Test
    void letsNoRequestWaitToLearnThatNoServerIsAvailable() {
        assertThat(UpstreamSet.places(List.of(), 32)).isEqualTo(32);
    }
}
