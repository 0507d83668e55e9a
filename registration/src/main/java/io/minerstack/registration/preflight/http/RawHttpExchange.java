package io.minerstack.registration.preflight.http;

import io.minerstack.registration.preflight.connection.SocketDeadline;
import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.connection.TargetSockets;
import io.minerstack.registration.preflight.http.RawHttpResult.Ending;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One HTTP/1.1 request on a socket of its own, which reads the response while the request is still being sent. A server
 * refuses a large body early and closes the connection; the JDK's client then reports a broken pipe instead of the 413.
 */
public final class RawHttpExchange {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int BUFFER_SIZE = 65_536;

    private RawHttpExchange() {}

    /** Writes a request; may fail midway, since a server that refuses the request stops reading. */
    public interface RequestWriter {

        /**
         * Writes the request. Should ask {@code response} before each part that a server may refuse to read: bytes sent
         * into a connection that is being closed destroy the response.
         */
        void write(OutputStream stream, EarlyResponse response) throws IOException;
    }

    /** Tells a {@link RequestWriter} whether the server answers before the request is complete. */
    public interface EarlyResponse {

        /** Flushes, waits up to one second, and returns true if the response has started. */
        boolean hasStarted() throws IOException;
    }

    /** Connects, writes the request and reads the response. The time-out is that of the whole exchange. */
    public static RawHttpResult run(Target target, Duration timeout, RequestWriter request) {
        long start = System.nanoTime();
        boolean connected = false;
        try (Socket plain = new Socket();
                SocketDeadline _ = SocketDeadline.start(plain, timeout)) {
            TargetSockets.connect(plain, target, timeout);
            try (Socket socket = target.url().isHttps()
                    ? TargetSockets.startTls(plain, target, target.trust().context(), true)
                    : plain) {
                connected = true;
                CountDownLatch responseStarted = new CountDownLatch(1);
                Thread.startVirtualThread(() -> write(request, socket, responseStarted));
                return read(socket.getInputStream(), responseStarted);
            }
        } catch (ProtocolException e) {
            return RawHttpResult.withoutResponse(connected ? Ending.NOT_HTTP : Ending.NOT_CONNECTED);
        } catch (IOException e) {
            if (!connected) {
                return RawHttpResult.withoutResponse(Ending.NOT_CONNECTED);
            }
            // the exception does not tell whether the server or the deadline closed the socket; the clock does
            boolean late = e instanceof SocketTimeoutException || System.nanoTime() - start >= timeout.toNanos();
            return RawHttpResult.withoutResponse(late ? Ending.TIMED_OUT : Ending.CLOSED);
        }
    }

    private static void write(RequestWriter request, Socket socket, CountDownLatch responseStarted) {
        try {
            OutputStream stream = new BufferedOutputStream(socket.getOutputStream(), BUFFER_SIZE);
            request.write(stream, () -> {
                stream.flush();
                return await(responseStarted);
            });
            stream.flush();
        } catch (IOException e) {
            // the reading thread reports how the exchange ended
        }
    }

    private static boolean await(CountDownLatch responseStarted) {
        try {
            return responseStarted.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** A server that has sent a status may break the connection before the end of the response. */
    private static RawHttpResult read(InputStream stream, CountDownLatch responseStarted) throws IOException {
        long start = System.nanoTime();
        HttpResponseReader reader = new HttpResponseReader(new BufferedInputStream(stream));
        int status = reader.status();
        responseStarted.countDown();
        try {
            HttpHeaders headers = reader.headers();
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            return RawHttpResult.answered(new MinerResponse(status, headers, reader.body(headers), duration));
        } catch (IOException e) {
            return RawHttpResult.cutOff(status);
        }
    }
}
