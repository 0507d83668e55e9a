package io.minerstack.registration.preflight.connection;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Closes a socket when its time is over, whatever its owner is waiting for: a read limit alone starts anew each byte. */
public final class SocketDeadline implements AutoCloseable {

    private final Thread thread;

    private SocketDeadline(Thread thread) {
        this.thread = thread;
    }

    public static SocketDeadline closing(Socket socket, Duration limit) {
        return new SocketDeadline(Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(limit);
                socket.close();
            } catch (InterruptedException | IOException e) {
                // done in time, or already closed: either way there is nothing left to guard, and the thread ends
            }
        }));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
