package io.minerstack.registration.preflight.http;

import io.minerstack.registration.preflight.http.RawHttpResult.Ending;
import io.minerstack.registration.preflight.connection.SocketDeadline;
import io.minerstack.registration.preflight.connection.Target;
import io.minerstack.registration.preflight.http.HttpResponseReader;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One HTTP/1.1 request over a socket of its own, answered perhaps before it is sent in full: a server that refuses a
 * large body does so early and hangs up, which an HTTP client reports as a broken pipe instead of the 413 that it was.
 */
public final class RawHttpExchange {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private RawHttpExchange() {}

    /** What is written after the connection stands; it may fail half-way when the server has heard enough. */
    public interface Request {

        /** Writes, and asks for a pause wherever a refusal may come: bytes sent into a closing connection destroy it. */
        void writeTo(OutputStream stream, Pause pause) throws IOException;
    }

    /** Waits a moment for the server's answer. */
    public interface Pause {

        /** True when the answer has begun, so that there is nothing more to say. */
        boolean isAnswered() throws IOException;
    }

    /** Connects, writes and reads, and says how that ended. */
    public static RawHttpResult run(Target target, Duration limit, Request request) {
        int millis = Math.toIntExact(limit.toMillis());
        long start = System.nanoTime();
        boolean connected = false;
        try (Socket plain = new Socket();
                SocketDeadline _ = SocketDeadline.closing(plain, limit)) {
            plain.connect(
                    new InetSocketAddress(
                            target.addresses().getFirst(), target.url().port()),
                    millis);
            plain.setSoTimeout(millis);
            try (Socket socket = target.url().isHttps() ? tls(target, plain) : plain) {
                connected = true;
                CountDownLatch answered = new CountDownLatch(1);
                Thread.startVirtualThread(() -> write(request, socket, answered));
                return read(socket.getInputStream(), answered);
            }
        } catch (ProtocolException e) {
            return RawHttpResult.without(connected ? Ending.NOT_HTTP : Ending.NOT_CONNECTED);
        } catch (IOException e) {
            // what the watchdog closed looks like any other closed socket
            boolean late = e instanceof SocketTimeoutException || System.nanoTime() - start >= limit.toNanos();
            return RawHttpResult.without(!connected ? Ending.NOT_CONNECTED : late ? Ending.TIMED_OUT : Ending.CLOSED);
        }
    }

    private static Socket tls(Target target, Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) target.trust()
                .context()
                .getSocketFactory()
                .createSocket(plain, target.url().host(), target.url().port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void write(Request request, Socket socket, CountDownLatch answered) {
        try {
            OutputStream stream = new BufferedOutputStream(socket.getOutputStream(), 65_536);
            request.writeTo(stream, () -> {
                stream.flush();
                return await(answered);
            });
            stream.flush();
        } catch (IOException e) {
            // the reader sees the answer, or the lack of one, that goes with this
        }
    }

    private static boolean await(CountDownLatch answered) {
        try {
            return answered.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** A server that has answered may break the connection before its whole answer is here. */
    private static RawHttpResult read(InputStream stream, CountDownLatch answered) throws IOException {
        long start = System.nanoTime();
        HttpResponseReader reader = new HttpResponseReader(new BufferedInputStream(stream));
        int status = reader.status();
        answered.countDown();
        try {
            HttpHeaders headers = reader.headers();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return RawHttpResult.answered(new MinerResponse(status, headers, reader.body(headers), took));
        } catch (IOException e) {
            return RawHttpResult.cutOff(status);
        }
    }
}
