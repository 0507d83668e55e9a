package io.minerstack.memory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between the service and PostgreSQL and can take it away: by cutting the connections, or by saying nothing more. */
public class FaultInjectingProxy implements AutoCloseable {

    private enum Mode {
        OPEN,
        CUT,
        SILENT
    }

    private final ServerSocket server;
    private final String targetHost;
    private final int targetPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.OPEN;

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

    public void open() {
        mode = Mode.OPEN;
        sockets.forEach(FaultInjectingProxy::close);
    }

    /** What a stopped database looks like. */
    public void cut() {
        mode = Mode.CUT;
        sockets.forEach(FaultInjectingProxy::close);
    }

    /** What a network partition looks like. */
    public void fallSilent() {
        mode = Mode.SILENT;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                serve(server.accept());
            } catch (IOException closed) {
                // the client that came just now sees it too
            }
        }
    }

    private void serve(Socket client) throws IOException {
        sockets.add(client);
        if (mode == Mode.CUT) {
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
                if (mode != Mode.SILENT) {
                    to.getOutputStream().write(buffer, 0, n);
                }
            }
        } catch (IOException gone) {
            // the other direction ends with it
        }
        sockets.remove(from);
        sockets.remove(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // as wanted
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
