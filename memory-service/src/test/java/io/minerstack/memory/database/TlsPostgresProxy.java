package io.minerstack.memory.database;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Speaks TLS as PostgreSQL does, and passes on to a PostgreSQL without TLS. */
final class TlsPostgresProxy implements AutoCloseable {

    private static final int SSL_REQUEST_LENGTH = 8;

    private final ServerSocket server;
    private final SSLContext tls;
    private final String targetHost;
    private final int targetPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    TlsPostgresProxy(SSLContext tls, String targetHost, int targetPort) throws IOException {
        this.tls = tls;
        this.targetHost = targetHost;
        this.targetPort = targetPort;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                // the server is closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            new DataInputStream(client.getInputStream()).readFully(new byte[SSL_REQUEST_LENGTH]);
            client.getOutputStream().write('S');
            try (SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(client, null, 0, true);
                    Socket target = new Socket(targetHost, targetPort)) {
                secured.setUseClientMode(false);
                secured.startHandshake();
                sockets.add(target);
                Thread.ofVirtual().start(() -> relay(target, secured));
                secured.getInputStream().transferTo(target.getOutputStream());
            }
        } catch (IOException gone) {
            // the client did not like the certificate, or one side is gone; both sockets are closed
        }
        sockets.remove(client);
    }

    private void relay(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // try-with-resources closes both sockets, which ends the other direction
        }
        sockets.remove(from);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
