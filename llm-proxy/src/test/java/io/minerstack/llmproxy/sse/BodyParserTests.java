package io.minerstack.llmproxy.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.llmproxy.failure.UpstreamException;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyParserTests {

    private final List<String> events = new ArrayList<>();

    /** Each body is read byte by byte: no split of the bytes matters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFdata: one\n\ndata: two\n\n",
                "\r\n\r\ndata: one\n\ndata: two",
                ": x\ndata: one\n\ndata: two"
            })
    void readsAStreamOfEvents(String body) {
        read(body);

        assertThat(events).containsExactly("one", "two");
    }

    /** A whole completion, or an error, of several lines (decolua/9router#3492, tinyhumansai/tinyagents#56). */
    @ParameterizedTest
    @ValueSource(strings = {"{\n \"a\": 1\n}", "\uFEFF\n[{\"error\":\n{}}]", "{\"a\":1}\n{\"b\":2}\n"})
    void readsJsonAsOneEvent(String body) {
        read(body);

        assertThat(events).singleElement().isEqualTo(body.substring(body.indexOf(body.contains("[") ? '[' : '{')));
    }

    @Test
    void readsNothingFromAnEmptyBody() {
        read("");

        assertThat(events).isEmpty();
    }

    @Test
    void rejectsAPage() {
        assertThatThrownBy(() -> read("\n<!doctype html>")).isInstanceOf(UpstreamException.class);
    }

    private void read(String body) {
        BodyParser parser = new BodyParser();
        for (byte one : body.getBytes(StandardCharsets.UTF_8)) {
            parser.feed(Unpooled.wrappedBuffer(new byte[] {one}), this::add);
        }
        parser.end(this::add);
    }

    private void add(byte[] data, boolean error) {
        events.add(new String(data, StandardCharsets.UTF_8));
    }
}
