package io.minerstack.bench.fake;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A response that is sent byte by byte as it is written here, for servers that break the protocol.
 *
 * @param headers all response headers but the length; the body is chunked
 * @param pieces parts of the body; each is flushed by itself
 * @param ending what happens after the last piece
 */
public record RawResponse(int status, Map<String, String> headers, List<Piece> pieces, Ending ending) {

    public RawResponse {
        headers = Map.copyOf(headers);
        pieces = List.copyOf(pieces);
    }

    /** The same response with one more header. */
    public RawResponse header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new RawResponse(status, more, pieces, ending);
    }

    /** What happens after the last piece. */
    public enum Ending {
        /** The body ends properly. */
        COMPLETE,
        /** The connection is closed in the middle of the body. */
        CLOSED,
        /** The connection is reset (RST) in the middle of the body. */
        RESET,
        /** Nothing more is sent, and the connection stays open. */
        SILENT;

        boolean closesConnection() {
            return this == CLOSED || this == RESET;
        }
    }

    /**
     * A part of the body.
     *
     * @param delay time since the piece before
     */
    // pieces are never compared
    @SuppressWarnings("ArrayRecordComponent")
    public record Piece(Duration delay, byte[] bytes) {}
}
