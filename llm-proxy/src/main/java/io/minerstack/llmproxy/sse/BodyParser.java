package io.minerstack.llmproxy.sse;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;

/**
 * Reads the body of a response with status 200. The first byte decides between a stream of events and JSON, because the
 * header {@code Content-Type} is wrong or missing at some servers. JSON is handed on at the end, as one event.
 */
public class BodyParser {

    /** A whole completion stays in memory until its end; the events of a stream do not. */
    private static final int MAX_JSON_LENGTH = 4 << 20;

    private enum Format {
        UNKNOWN,
        EVENTS,
        JSON
    }

    private final SseParser events = new SseParser();
    private final ByteArrayOutputStream json = new ByteArrayOutputStream(0);
    private Format format = Format.UNKNOWN;

    /**
     * Reads all of {@code in}. The caller limits the length of a whole stream.
     *
     * @throws UpstreamException if the body is neither a stream of events nor JSON, or is JSON of more than 4 MiB
     */
    public void feed(ByteBuf in, SseParser.Handler handler) {
        if (format == Format.UNKNOWN) {
            format = detect(in);
        }
        if (format == Format.EVENTS) {
            events.feed(in, handler);
        } else if (format == Format.JSON) {
            if (json.size() + in.readableBytes() > MAX_JSON_LENGTH) {
                throw new UpstreamException(FailureKind.INVALID_RESPONSE, "a completion is longer than 4 MiB");
            }
            byte[] part = new byte[in.readableBytes()];
            in.readBytes(part);
            json.write(part, 0, part.length);
        }
    }

    /** Ends the body. */
    public void end(SseParser.Handler handler) {
        if (format == Format.JSON) {
            handler.event(json.toByteArray(), false);
        } else {
            events.end(handler);
        }
    }

    private static Format detect(ByteBuf in) {
        while (in.isReadable()) {
            int first = in.getByte(in.readerIndex()) & 0xff;
            // space, and the three bytes of a byte order mark
            if (first > ' ' && first != 0xef && first != 0xbb && first != 0xbf) {
                return format(first);
            }
            in.skipBytes(1);
        }
        return Format.UNKNOWN;
    }

    private static Format format(int first) {
        if (first == '<') {
            throw new UpstreamException(FailureKind.INVALID_RESPONSE, "the response is a page, not an answer");
        }
        return first == '{' || first == '[' ? Format.JSON : Format.EVENTS;
    }
}
