package io.minerstack.llmproxy.exchange;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClientResponse;

/**
 * A response whose status is not 200, with the first 64 KiB of its body. A body in a content coding that can't be read
 * counts as empty.
 */
class ErrorResponse {

    private static final int MAX_BODY_BYTES = 64 << 10;

    private final int status;
    private final @Nullable String retryAfter;
    private final boolean readable;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    ErrorResponse(HttpClientResponse response, boolean readable) {
        this.readable = readable;
        this.status = response.status().code();
        this.retryAfter = response.responseHeaders().get("Retry-After");
    }

    void append(ByteBuf bytes) {
        if (!readable) {
            return;
        }
        byte[] part = new byte[Math.min(MAX_BODY_BYTES - body.size(), bytes.readableBytes())];
        bytes.readBytes(part);
        body.write(part, 0, part.length);
    }

    int status() {
        return status;
    }

    /** The header {@code Retry-After}, null if absent. */
    @Nullable
    String retryAfter() {
        return retryAfter;
    }

    byte[] body() {
        return body.toByteArray();
    }
}
