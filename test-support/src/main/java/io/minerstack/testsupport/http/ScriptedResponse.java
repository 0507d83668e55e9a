package io.minerstack.testsupport.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an {@link Answer} writes: a whole response with {@link #send}, or a part at a time with {@link #start},
 * {@link #write} and {@link #end}. An answer that writes nothing closes the connection.
 */
public final class ScriptedResponse {

    private static final String LENGTH = "Content-Length";

    private final Socket socket;
    private final boolean withBody;
    private final boolean lastOfConnection;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean started;
    private boolean chunked;

    // read by the thread that waits for the client to go away
    private volatile boolean finished;
    private volatile boolean keepsConnection;

    /**
     * A response that has not begun.
     *
     * @param withBody false for an answer to HEAD
     * @param lastOfConnection whether the connection is closed after this response
     */
    ScriptedResponse(Socket socket, boolean withBody, boolean lastOfConnection) {
        this.socket = socket;
        this.withBody = withBody;
        this.lastOfConnection = lastOfConnection;
    }

    /** Sets a header of the response; must come before the response is sent. */
    public void header(String name, String value) {
        headers.put(name, value);
    }

    /** Sends the whole response. */
    public void send(int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        headers.put("Content-Type", contentType);
        headers.put(LENGTH, Integer.toString(bytes.length));
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.writeBytes(head(status));
        if (withBody) {
            response.writeBytes(bytes);
        }
        finish(true, response.toByteArray());
    }

    /** Sends a response without a body. */
    public void send(int status) throws IOException {
        headers.put(LENGTH, "0");
        finish(true, head(status));
    }

    /** Sends the head: of a chunked response, or of one whose {@code Content-Length} was set before. */
    public void start(int status, String contentType) throws IOException {
        headers.put("Content-Type", contentType);
        chunked = !headers.containsKey(LENGTH);
        if (chunked) {
            headers.put("Transfer-Encoding", "chunked");
        }
        flush(head(status));
    }

    /** Sends a part of the body at once. */
    public void write(String part) throws IOException {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        if (!chunked) {
            flush(bytes);
        } else if (bytes.length > 0) {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            chunk.writeBytes(ascii(Integer.toHexString(bytes.length) + "\r\n"));
            chunk.writeBytes(bytes);
            chunk.writeBytes(ascii("\r\n"));
            flush(chunk.toByteArray());
        }
    }

    /** Ends a response that was begun with {@link #start}. Happens by itself when the answer returns. */
    public void end() throws IOException {
        if (!finished) {
            finish(chunked, chunked ? ascii("0\r\n\r\n") : new byte[0]);
        }
    }

    /** Closes the connection, whatever has been sent so far. */
    public void disconnect() throws IOException {
        finished = true;
        socket.close();
    }

    boolean isStarted() {
        return started;
    }

    /** Whether the server has done its part, so that a client that closes the connection does not break off. */
    boolean isFinished() {
        return finished;
    }

    /** Whether another request can follow on the connection. */
    boolean keepsConnection() {
        return keepsConnection;
    }

    private byte[] head(int status) {
        started = true;
        if (lastOfConnection) {
            headers.put("Connection", "close");
        }
        // clients take the reason phrase for a comment
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends the last bytes. A client may close the connection as soon as it has them: the state is set before. */
    private void finish(boolean complete, byte[] bytes) throws IOException {
        keepsConnection = complete && !lastOfConnection;
        finished = true;
        flush(bytes);
        if (!keepsConnection) {
            socket.shutdownOutput();
        }
    }

    private void flush(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
