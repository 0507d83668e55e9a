package io.minerstack.registration.preflight.connection;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Closes a socket at a deadline. A read time-out alone starts again with each byte. */
public final class SocketDeadline implements AutoCloseable {

    private final Thread thread;

    private SocketDeadline(Thread thread) {
        this.thread = thread;
    }

    public static SocketDeadline start(Socket socket, Duration timeout) {
        return new SocketDeadline(Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(timeout);
                socket.close();
            } catch (InterruptedException | IOException e) {
                // interrupted: the exchange ended in time; an I/O error: the socket was closed already
            }
        }));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
