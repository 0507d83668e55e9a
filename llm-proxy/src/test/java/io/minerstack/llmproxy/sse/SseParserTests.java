package io.minerstack.llmproxy.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseParserTests {

    private final SseParser parser = new SseParser();
    private final List<String> events = new ArrayList<>();

    @Test
    void findsEventsInBytesThatArriveOneByOne() {
        byte[] stream = "data: {\"a\":\"ü\"}\n\ndata: second\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        for (byte one : stream) {
            parser.feed(Unpooled.wrappedBuffer(new byte[] {one}), this::add);
        }

        assertThat(events).containsExactly("{\"a\":\"ü\"}", "second");
    }

    @Test
    void ignoresCommentsAndOtherFields() {
        feed(": ping\n\nevent: delta\nid: 7\nretry: 5\ndata:tight\n\n");

        assertThat(events).containsExactly("tight");
    }

    @Test
    void joinsSeveralDataLines() {
        feed("data: one\ndata: two\n\n");

        assertThat(events).containsExactly("one\ntwo");
    }

    @Test
    void readsALastEventWithoutItsBlankLine() {
        feed("data: one\n\ndata: last");
        parser.end(this::add);

        assertThat(events).containsExactly("one", "last");
    }

    @Test
    void rejectsALineWithoutEnd() {
        assertThatThrownBy(() -> {
                    for (int piece = 0; piece < 2_000; piece++) {
                        feed("x".repeat(1_000));
                    }
                })
                .isInstanceOfSatisfying(UpstreamException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.INVALID_RESPONSE));
    }

    @Test
    void rejectsAnEventWithoutEnd() {
        assertThatThrownBy(() -> {
                    for (int line = 0; line < 2_000; line++) {
                        feed("data: " + "x".repeat(1_000) + "\n");
                    }
                })
                .isInstanceOf(UpstreamException.class);
    }

    private void feed(String text) {
        parser.feed(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), this::add);
    }

    private void add(byte[] data) {
        events.add(new String(data, StandardCharsets.UTF_8));
    }
}
