package io.minerstack.registration.preflight.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Connects sockets to the first address of a {@link Target}. */
public final class TargetSockets {

    private TargetSockets() {}

    /** Connects; the time-out is also that of each read. */
    public static void connect(Socket socket, Target target, Duration timeout) throws IOException {
        int millis = Math.toIntExact(timeout.toMillis());
        socket.connect(
                new InetSocketAddress(
                        target.addresses().getFirst(), target.url().port()),
                millis);
        socket.setSoTimeout(millis);
    }

    /**
     * Starts TLS on a connected socket.
     *
     * @param checkName whether the certificate must be for the host of the URL
     */
    public static SSLSocket startTls(Socket connected, Target target, SSLContext context, boolean checkName)
            throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(connected, target.url().host(), target.url().port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(checkName ? "HTTPS" : null);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
