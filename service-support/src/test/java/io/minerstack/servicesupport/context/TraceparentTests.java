package io.minerstack.servicesupport.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTests {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsWhatItWrites(boolean sampled) {
        Traceparent written = new Traceparent(TRACE, SPAN, sampled);

        assertThat(Traceparent.parse(written.header())).isEqualTo(written);
    }

    @Test
    void readsTheFlagAmongOthersAndLaterVersions() {
        assertThat(Traceparent.parse("cc-" + TRACE + "-" + SPAN + "-03")).isEqualTo(new Traceparent(TRACE, SPAN, true));
        assertThat(Traceparent.parse("00-" + TRACE + "-" + SPAN + "-02"))
                .isEqualTo(new Traceparent(TRACE, SPAN, false));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-1-2-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"
            })
    void readsNothingFromAHeaderThatIsNotWellFormed(@Nullable String header) {
        assertThat(Traceparent.parse(header)).isNull();
    }
}
