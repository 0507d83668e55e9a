package io.minerstack.testsupport.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on 127.0.0.1 that records what it receives and answers as a test says.
 *
 * <pre>{@code
 * try (ScriptedServer server = ScriptedServer.start()) {
 *     server.answer(Answer.json(200, "{}"));                 // every request
 *     server.answer("/context", Answer.json(200, "[]"));     // requests whose path starts so
 *     server.next(Answer.disconnect(), Answer.never());      // one each for the next requests, before the others
 * }
 * }</pre>
 *
 * A request's body is read whole before the answer begins.
 */
public final class ScriptedServer implements AutoCloseable {

    private static final int BACKLOG = 1024;

    private final ServerSocketFactory sockets;
    private final String scheme;
    private final Script script = new Script();
    private final RequestRecorder recorder = new RequestRecorder();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerSocket listening;
    private volatile int port;

    private ScriptedServer(ServerSocketFactory sockets, String scheme) {
        this.sockets = sockets;
        this.scheme = scheme;
    }

    /** On a free port; answers 200 and {@code {}} until an answer is set. */
    public static ScriptedServer start() {
        return new ScriptedServer(ServerSocketFactory.getDefault(), "http").listen();
    }

    /** As {@link #start()}, with TLS. */
    public static ScriptedServer startTls(SSLContext context) {
        return new ScriptedServer(context.getServerSocketFactory(), "https").listen();
    }

    /** Listens on the same port as before; to be called after {@link #stop()}. */
    public ScriptedServer listen() {
        try {
            ServerSocket socket = sockets.createServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            port = socket.getLocalPort();
            listening = socket;
            Thread.ofVirtual().start(() -> accept(socket));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException("can't listen on port " + port, failure);
        }
    }

    /** Closes the port and every connection, like a server that is being restarted. */
    public void stop() {
        ServerSocket current = listening;
        listening = null;
        if (current != null) {
            close(current);
        }
        connections.forEach(ScriptedServer::close);
    }

    @Override
    public void close() {
        stop();
    }

    public int port() {
        return port;
    }

    /** Without a slash at the end. */
    public String url() {
        return scheme + "://127.0.0.1:" + port;
    }

    /** Answers every request for which no other answer is set. */
    public ScriptedServer answer(Answer answer) {
        return answer("", answer);
    }

    /** Answers requests whose path starts with this; the longest prefix wins. */
    public ScriptedServer answer(String pathPrefix, Answer answer) {
        script.answer(pathPrefix, answer);
        return this;
    }

    /** Answers the next requests, one each, before all other answers. */
    public ScriptedServer next(Answer... answers) {
        script.next(List.of(answers));
        return this;
    }

    /** Answers requests to exactly this path, which are not recorded: for what is polled while a test runs. */
    public ScriptedServer background(String path, Answer answer) {
        script.background(path, answer);
        return this;
    }

    /** Leaves longer bodies unread, gives this answer and closes the connection. */
    public ScriptedServer refuseBodiesOver(long bytes, Answer refusal) {
        script.limitBodies(bytes, refusal);
        return this;
    }

    /** Forgets records and answers; answers in the background and the limit for bodies stay. */
    public void reset() {
        script.clearAnswers();
        recorder.clear();
    }

    /** Requests that were read whole, or whose body was refused; oldest first. */
    public List<ReceivedRequest> requests() {
        return recorder.requests();
    }

    /** Those of this method whose target starts with this. */
    public List<ReceivedRequest> requests(String method, String targetPrefix) {
        return recorder.requests().stream()
                .filter(one -> one.method().equals(method) && one.target().startsWith(targetPrefix))
                .toList();
    }

    /** The oldest request that was not taken yet; waits for it and fails after 10 s. */
    public ReceivedRequest take() {
        return recorder.take();
    }

    /** Requests that were read whole and not taken yet. */
    public int untakenCount() {
        return recorder.untakenCount();
    }

    /** Requests that began, also those that were never complete. */
    public int startedCount() {
        return recorder.startedCount();
    }

    /** Bytes of bodies that came, also of those that were never complete. */
    public long receivedBodyBytes() {
        return recorder.bodyBytes();
    }

    /** Waits until a client disconnects before it has its answer; fails after 10 s. */
    public void awaitDisconnect() {
        recorder.awaitDisconnect();
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(socket, server));
            } catch (IOException closed) {
                // the loop ends with the server
            }
        }
    }

    private void serve(Socket socket, ServerSocket server) {
        try (socket) {
            if (!server.isClosed()) {
                socket.setTcpNoDelay(true);
                new ServerConnection(socket, script, recorder).serve();
            }
        } catch (IOException gone) {
            // the client sees it too
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception closed) {
            // as wanted
        }
    }
}
