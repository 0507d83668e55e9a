package io.minerstack.llmproxy.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTests {

    private final List<String> events = new ArrayList<>();
    private SseParser parser = new SseParser();

    @Test
    void ignoresCommentsAndOtherFields() {
        // OpenRouter sends this comment while it waits: openai/openai-go#227
        feed(": OPENROUTER PROCESSING\n\n:\n\nevent: delta\nid: 7\nretry: 5\ndata:tight\n\n");

        assertThat(events).containsExactly("tight");
    }

    @Test
    void joinsSeveralDataLines() {
        feed("data: one\ndata: two\ndata\ndata: three\n\n");

        assertThat(events).containsExactly("one\ntwo\n\nthree");
    }

    /** A relay that writes the lines of another stream into its own events: openclaw/openclaw#97474. */
    @Test
    void readsALineInsideALine() {
        feed("data: data: {\"a\":1}\n\ndata: data:[DONE]\n\ndata: database\n\n");

        assertThat(events).containsExactly("{\"a\":1}", "[DONE]", "database");
    }

    @Test
    void readsALastEventWithoutItsBlankLine() {
        feed("data: one\n\ndata: last");
        parser.end(this::add);

        assertThat(events).containsExactly("one", "last");
    }

    @Test
    void endsALineWithEachLineEnding() {
        feed("data: one\r\rdata: two\r\n\r\ndata: three\n\n");

        assertThat(events).containsExactly("one", "two", "three");
    }

    /** ggml-org/llama.cpp#16109: the field is named error, without the field data. */
    @Test
    void readsAFieldNamedError() {
        feed("error: {\"code\":400}\n\ndata: [DONE]\n\n");

        assertThat(events).containsExactly("error {\"code\":400}", "[DONE]");
    }

    @Test
    void readsAnEventOfTypeError() {
        feed("event: error\ndata: {}\n\ndata: next\n\n");

        assertThat(events).containsExactly("error {}", "next");
    }

    /** A server that fails in mid-stream may write its usual error body into the stream. */
    @Test
    void readsALineOfJsonWithoutAField() {
        feed("data: one\n\n{\"error\":\"engine died\"}\n");

        assertThat(events).containsExactly("one", "{\"error\":\"engine died\"}");
    }

    /** Seeded, so a failure can be repeated. */
    @Test
    void findsTheSameEventsWhereverTheBytesAreSplit() {
        String stream =
                "data: {\"a\":\"ü😀\"}\n\n: ping\r\n\r\ndata: two\rdata: lines\r\r\ndata:x\r\n\r\nevent: error\n"
                        + "data: {}\n\n{\"raw\":1}\nerror: {\"b\":2}\n\ndata\n\ndata: [DONE]\n\ndata: last";
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        feed(stream);
        parser.end(this::add);
        List<String> expected = List.copyOf(events);
        Random random = new Random(17);
        for (int round = 0; round < 500; round++) {
            events.clear();
            parser = new SseParser();
            int maxPiece = 1 + random.nextInt(40);
            for (int from = 0; from < bytes.length; ) {
                int length = Math.min(bytes.length - from, 1 + random.nextInt(maxPiece));
                parser.feed(Unpooled.wrappedBuffer(bytes, from, length), this::add);
                from += length;
            }
            parser.end(this::add);

            assertThat(events).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "data: x"})
    void rejectsALineWithoutEnd(String start) {
        assertThatThrownBy(() -> {
                    feed(start);
                    for (int piece = 0; piece < 2_000; piece++) {
                        feed("x".repeat(1_000));
                    }
                })
                .isInstanceOfSatisfying(UpstreamException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.INVALID_RESPONSE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void rejectsAnEventWithoutEnd(int length) {
        String line = "data: " + "x".repeat(length) + "\n";

        assertThatThrownBy(() -> {
                    for (int count = 0; count <= (1 << 20) + 8; count++) {
                        feed(line);
                    }
                })
                .isInstanceOf(UpstreamException.class);
    }

    private void feed(String text) {
        parser.feed(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), this::add);
    }

    private void add(byte[] data, boolean error) {
        events.add((error ? "error " : "") + new String(data, StandardCharsets.UTF_8));
    }
}
