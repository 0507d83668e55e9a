package io.minerstack.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are, where an HTTP client would be too polite to. */
public final class RawClient implements AutoCloseable {

    private final Socket socket;

    public RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
    }

    /** The whole reply to one request, up to the end of the connection. */
    public static String exchange(int port, String request) throws IOException {
        try (RawClient client = new RawClient(port)) {
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

    /** Waits for the first bytes. */
    public String readSome() throws IOException {
        byte[] buffer = new byte[8192];
        int read = socket.getInputStream().read(buffer);
        return new String(buffer, 0, Math.max(0, read), StandardCharsets.UTF_8);
    }

    /** Everything until the other side closes; a reset counts as its end. */
    public String readToEnd() throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                reply.write(buffer, 0, read);
            }
        } catch (SocketTimeoutException hangs) {
            throw new AssertionError("the connection hangs after: " + reply.toString(StandardCharsets.UTF_8), hangs);
        } catch (IOException reset) {
            return reply.toString(StandardCharsets.UTF_8);
        }
        return reply.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
