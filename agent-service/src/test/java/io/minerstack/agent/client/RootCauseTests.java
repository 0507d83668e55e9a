package io.minerstack.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class RootCauseTests {

    @Test
    void namesTheInnermostCauseAndNothingThatItSays() {
        assertThat(RootCause.of(new IllegalStateException(new IOException(new UnknownHostException("secret-host")))))
                .isEqualTo("UnknownHostException");
        assertThat(RootCause.of(new IOException("secret"))).isEqualTo("IOException");
    }

    @Test
    void endsWhereCausesGoInCircles() {
        IOException one = new IOException("one");
        one.initCause(new IllegalStateException("two", one));

        assertThat(RootCause.of(one)).isNotEmpty();
    }
}
