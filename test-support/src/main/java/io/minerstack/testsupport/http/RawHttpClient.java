package io.minerstack.testsupport.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends any bytes over one connection, also those that an HTTP client would not send. A read waits 20 s at most. */
public final class RawHttpClient implements AutoCloseable {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

    private final Socket socket;

    /** Connects to a port of this machine. */
    public RawHttpClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
    }

    /** The whole reply to one request, up to the end of the connection. */
    public static String exchange(int port, String request) throws IOException {
        try (RawHttpClient client = new RawHttpClient(port)) {
            client.send(request);
            return client.readToEnd();
        }
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Waits for the first bytes and returns what there is then, at most 8 KiB; empty at the end of the connection. */
    public String readAvailable() throws IOException {
        byte[] buffer = new byte[8192];
        int read = socket.getInputStream().read(buffer);
        return new String(buffer, 0, Math.max(0, read), StandardCharsets.UTF_8);
    }

    /** Everything until the server closes the connection or resets it; fails where the server does neither. */
    public String readToEnd() throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                reply.write(buffer, 0, read);
            }
        } catch (SocketTimeoutException timeout) {
            throw new AssertionError("the connection stays open after: " + text(reply), timeout);
        } catch (IOException reset) {
            return text(reply);
        }
        return text(reply);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
