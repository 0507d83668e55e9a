package io.minerstack.testsupport.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy between a service and PostgreSQL that can close the connections or drop all data. */
public class FaultInjectingProxy implements AutoCloseable {

    private enum Mode {
        FORWARD,
        CLOSE,
        DROP
    }

    private final ServerSocket server;
    private final String targetHost;
    private final int targetPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.FORWARD;

    public FaultInjectingProxy(String targetHost, int targetPort) {
        this.targetHost = targetHost;
        this.targetPort = targetPort;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public void forward() {
        mode = Mode.FORWARD;
        sockets.forEach(FaultInjectingProxy::close);
    }

    /** Closes all connections, as a stopped database does. */
    public void closeConnections() {
        mode = Mode.CLOSE;
        sockets.forEach(FaultInjectingProxy::close);
    }

    /** Keeps the connections open and drops all data, as a network partition does. */
    public void dropData() {
        mode = Mode.DROP;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                serve(server.accept());
            } catch (IOException closed) {
                // the server is closed, or the client is gone
            }
        }
    }

    private void serve(Socket client) throws IOException {
        sockets.add(client);
        if (mode == Mode.CLOSE) {
            client.close();
            return;
        }
        Socket target = new Socket(targetHost, targetPort);
        sockets.add(target);
        Thread.ofVirtual().start(() -> relay(client, target));
        Thread.ofVirtual().start(() -> relay(target, client));
    }

    private void relay(Socket from, Socket to) {
        byte[] buffer = new byte[16 << 10];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (mode != Mode.DROP) {
                    to.getOutputStream().write(buffer, 0, n);
                }
            }
        } catch (IOException gone) {
            // try-with-resources closes both sockets, which ends the other direction
        }
        sockets.remove(from);
        sockets.remove(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // already closed
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        closeConnections();
    }
}
