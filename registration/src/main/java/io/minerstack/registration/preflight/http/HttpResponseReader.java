package io.minerstack.registration.preflight.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one HTTP/1.1 response (RFC 9112): status, then headers, then at most the first 64 KiB of the body, enough for
 * the reason of an error.
 */
final class HttpResponseReader {

    private static final int MAX_LINE = 8_192;
    private static final int MAX_HEADERS = 200;
    private static final int MAX_BODY = 65_536;

    private final InputStream stream;

    HttpResponseReader(InputStream stream) {
        this.stream = stream;
    }

    /** The status of the first final response; skips responses with a status of 1xx. */
    int status() throws IOException {
        while (true) {
            String first = line();
            if (!first.matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
                throw new ProtocolException("not HTTP");
            }
            int status = Integer.parseInt(first.substring(9, 12));
            if (status >= 200) {
                return status;
            }
            headers();
        }
    }

    HttpHeaders headers() throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (int count = 0; count < MAX_HEADERS; count++) {
            String line = line();
            if (line.isEmpty()) {
                return HttpHeaders.of(headers, (name, value) -> true);
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon).strip(), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        throw new ProtocolException("too many headers");
    }

    /** The body, or its first 64 KiB. */
    String body(HttpHeaders headers) throws IOException {
        boolean isChunked = headers.firstValue("Transfer-Encoding").orElse("").equalsIgnoreCase("chunked");
        byte[] body = isChunked ? chunked() : plain(headers);
        return new String(body, StandardCharsets.UTF_8);
    }

    private byte[] plain(HttpHeaders headers) throws IOException {
        String length = headers.firstValue("Content-Length").orElse("");
        if (!length.matches("\\d{1,18}")) {
            return stream.readNBytes(MAX_BODY);
        }
        return exactly(Math.toIntExact(Math.min(Long.parseLong(length), MAX_BODY)));
    }

    private byte[] chunked() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < MAX_BODY) {
            String size = line().replaceFirst("[;\\s].*", "");
            if (!size.matches("[0-9A-Fa-f]{1,8}")) {
                throw new ProtocolException("not a chunk size");
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                break;
            }
            body.writeBytes(exactly(Math.toIntExact(Math.min(length, MAX_BODY - body.size()))));
            if (body.size() < MAX_BODY) {
                line();
            }
        }
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = stream.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("closed");
        }
        return bytes;
    }

    private String line() throws IOException {
        byte[] line = new byte[MAX_LINE];
        for (int length = 0; length < MAX_LINE; length++) {
            int next = stream.read();
            if (next < 0) {
                throw new EOFException("closed");
            }
            if (next == '\n') {
                return new String(line, 0, length, StandardCharsets.ISO_8859_1).strip();
            }
            line[length] = (byte) next;
        }
        throw new ProtocolException("line too long");
    }
}
