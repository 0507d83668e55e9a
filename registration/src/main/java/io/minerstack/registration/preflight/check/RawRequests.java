package io.minerstack.registration.preflight.check;

import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.http.RawHttpExchange.EarlyResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes HTTP/1.1 requests of any size to a stream. */
final class RawRequests {

    private static final int BLOCK_SIZE = 16 << 10;

    private static final byte[] JSON_START =
            ascii("{\"cid\":\"preflight\",\"task\":\"\",\"input\":[{\"user_query\":\"");
    private static final byte[] JSON_END = ascii("\"}]}");

    private RawRequests() {}

    /**
     * Writes the request line and the headers.
     *
     * @param header the last header: {@code Content-Length: …}, {@code Transfer-Encoding: …} or another
     */
    static void writeHead(OutputStream out, String method, String path, Target target, String key, String header)
            throws IOException {
        out.write(ascii(method + " " + target.url().at(path).getRawPath() + " HTTP/1.1\r\nHost: "
                + target.url().at(path).getRawAuthority()
                + "\r\nX-API-Key: " + key
                + "\r\nContent-Type: application/json\r\nConnection: close\r\n" + header + "\r\n\r\n"));
        out.flush();
    }

    /** Writes a JSON body of exactly {@code length} bytes. */
    static void writeBody(OutputStream out, int length) throws IOException {
        byte[] block = block();
        out.write(JSON_START);
        for (int rest = length - JSON_START.length - JSON_END.length; rest > 0; rest -= block.length) {
            out.write(block, 0, Math.min(rest, block.length));
        }
        out.write(JSON_END);
    }

    /**
     * Writes {@code length} bytes in chunks and waits for the refusal before the last chunk. Only the size can cause
     * that refusal, and the server has read every byte that was sent.
     */
    static void writeChunks(OutputStream out, int length, EarlyResponse response) throws IOException {
        byte[] block = block();
        writeChunk(out, JSON_START);
        for (int rest = length - JSON_START.length; rest > 0; rest -= block.length) {
            writeChunk(out, rest < block.length ? Arrays.copyOf(block, rest) : block);
        }
        if (!response.hasStarted()) {
            out.write(ascii("0\r\n\r\n"));
        }
    }

    private static void writeChunk(OutputStream out, byte[] data) throws IOException {
        out.write(ascii(Integer.toHexString(data.length) + "\r\n"));
        out.write(data);
        out.write(ascii("\r\n"));
    }

    private static byte[] block() {
        byte[] block = new byte[BLOCK_SIZE];
        Arrays.fill(block, (byte) 'a');
        return block;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
