package io.minerstack.llmproxy.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseParserTests {

    private final SseParser parser = new SseParser();
    private final List<String> events = new ArrayList<>();

    @Test
    void findsEventsWhereverTheNetworkSplitsThem() {
        byte[] stream = "data: {\"a\":\"ü\"}\n\ndata: second\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        for (byte one : stream) {
            parser.feed(Unpooled.wrappedBuffer(new byte[] {one}), this::keep);
        }

        assertThat(events).containsExactly("{\"a\":\"ü\"}", "second");
    }

    @Test
    void leavesOutCommentsAndOtherFields() {
        feed(": ping\n\nevent: delta\nid: 7\nretry: 5\ndata:tight\n\n");

        assertThat(events).containsExactly("tight");
    }

    @Test
    void joinsSeveralDataLines() {
        feed("data: one\ndata: two\n\n");

        assertThat(events).containsExactly("one\ntwo");
    }

    @Test
    void handsOnALastEventWithoutItsBlankLine() {
        feed("data: one\n\ndata: last");
        parser.end(this::keep);

        assertThat(events).containsExactly("one", "last");
    }

    @Test
    void refusesALineWithoutEnd() {
        assertThatThrownBy(() -> {
                    for (int piece = 0; piece < 2_000; piece++) {
                        feed("x".repeat(1_000));
                    }
                })
                .isInstanceOfSatisfying(UpstreamFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(UpstreamFailure.Kind.UNUSABLE));
    }

    @Test
    void refusesAnEventOfEndlessLines() {
        assertThatThrownBy(() -> {
                    for (int line = 0; line < 2_000; line++) {
                        feed("data: " + "x".repeat(1_000) + "\n");
                    }
                })
                .isInstanceOf(UpstreamFailure.class);
    }

    private void feed(String text) {
        parser.feed(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), this::keep);
    }

    private void keep(byte[] data) {
        events.add(new String(data, StandardCharsets.UTF_8));
    }
}
