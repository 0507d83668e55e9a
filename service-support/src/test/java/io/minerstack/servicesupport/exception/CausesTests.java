package io.minerstack.servicesupport.exception;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class CausesTests {

    private final ConnectException inner = new ConnectException("10.0.0.1");
    private final IOException middle = new IOException("broken", inner);
    private final RuntimeException outer = new UncheckedIOException(middle);

    @Test
    void listsTheFailureFirstAndItsRootLast() {
        assertThat(Causes.of(outer)).containsExactly(outer, middle, inner);
        assertThat(Causes.root(outer)).isSameAs(inner);
        assertThat(Causes.root(inner)).isSameAs(inner);
    }

    @Test
    void findsTheOutermostCauseOfAType() {
        assertThat(Causes.find(outer, IOException.class)).isSameAs(middle);
        assertThat(Causes.find(outer, ConnectException.class)).isSameAs(inner);
        assertThat(Causes.find(outer, UnknownHostException.class)).isNull();
    }

    @Test
    void tellsWhetherACauseIsOfOneOfSeveralTypes() {
        assertThat(Causes.contain(outer, UnknownHostException.class, ConnectException.class))
                .isTrue();
        assertThat(Causes.contain(outer, UnknownHostException.class)).isFalse();
    }

    @Test
    void namesARootWithoutWordsWithoutItsMessage() {
        assertThat(Causes.inWords(new IllegalStateException("secret"))).isEqualTo("IllegalStateException");
        assertThat(Causes.inWords(new RuntimeException() {})).contains("CausesTests$");
    }

    @Test
    void endsWhereCausesFormACycle() {
        RuntimeException one = new RuntimeException("one");
        RuntimeException other = new RuntimeException("other", one);
        one.initCause(other);

        assertThat(Causes.of(one)).hasSize(20);
        assertThat(Causes.contain(one, IOException.class)).isFalse();
    }
}
