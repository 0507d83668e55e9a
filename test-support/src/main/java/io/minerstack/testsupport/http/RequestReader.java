package io.minerstack.testsupport.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads requests of HTTP/1.1 from a connection, for well-behaved clients: limits nothing but the body. */
final class RequestReader {

    private static final int PIECE = 8192;

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** Null where the client closed the connection instead. */
    @Nullable
    ReceivedRequest readHead() throws IOException {
        String line = readLine();
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", 3);
        if (parts.length < 3) {
            throw new IOException("not a request line: " + line);
        }
        return new ReceivedRequest(parts[0], parts[1], readHeaders(), "");
    }

    /** How long the head says that the body is; -1 where it is chunked. */
    static long bodyLength(ReceivedRequest head) {
        if (head.header("Transfer-Encoding") != null) {
            return -1;
        }
        String length = head.header("Content-Length");
        return length == null ? 0 : Long.parseLong(length);
    }

    /**
     * Reads the body.
     *
     * @param limit the most bytes that are read
     * @param received gets the size of each piece as soon as it has come
     * @return null where the body is longer than the limit
     */
    @Nullable
    String readBody(ReceivedRequest head, long limit, LongConsumer received) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        long length = bodyLength(head);
        if (length > limit) {
            return null;
        }
        if (length >= 0) {
            copy(length, body, received);
            return body.toString(StandardCharsets.UTF_8);
        }
        for (long chunk = chunkSize(); chunk > 0; chunk = chunkSize()) {
            if (body.size() + chunk > limit) {
                return null;
            }
            copy(chunk, body, received);
            requireLine();
        }
        while (!requireLine().isEmpty()) {
            // a trailer
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private Map<String, List<String>> readHeaders() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = requireLine(); !line.isEmpty(); line = requireLine()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("not a header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private long chunkSize() throws IOException {
        return Long.parseLong(requireLine().split(";", 2)[0].strip(), 16);
    }

    private void copy(long bytes, ByteArrayOutputStream to, LongConsumer received) throws IOException {
        byte[] piece = new byte[PIECE];
        for (long left = bytes; left > 0; ) {
            int read = in.read(piece, 0, (int) Math.min(left, PIECE));
            if (read < 0) {
                throw new EOFException("the body ended before its length");
            }
            to.write(piece, 0, read);
            received.accept(read);
            left -= read;
        }
    }

    private String requireLine() throws IOException {
        String line = readLine();
        if (line == null) {
            throw new EOFException("the request ended before it was complete");
        }
        return line;
    }

    private @Nullable String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (read == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            line.write(read);
        }
        return null;
    }
}
