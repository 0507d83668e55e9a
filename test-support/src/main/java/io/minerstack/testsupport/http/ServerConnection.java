package io.minerstack.testsupport.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a {@link ScriptedServer}. While another thread writes the answer, this one goes on reading: if the
 * input ends before the answer is complete, the client has gone away.
 */
final class ServerConnection {

    private static final int DRAIN_MILLIS = 5_000;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final Script script;
    private final RequestRecorder serverRecorder;
    private final PushbackInputStream in;
    private final RequestReader requests;

    ServerConnection(Socket socket, Script script, RequestRecorder serverRecorder) throws IOException {
        this.socket = socket;
        this.script = script;
        this.serverRecorder = serverRecorder;
        this.in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()));
        this.requests = new RequestReader(in);
    }

    /** Answers requests until one side closes the connection. */
    void serve() throws IOException, InterruptedException {
        boolean open = true;
        while (open) {
            open = serveOne();
        }
    }

    /** Returns whether another request can follow. */
    private boolean serveOne() throws IOException, InterruptedException {
        ReceivedRequest head = requests.readHead();
        if (head == null) {
            return false;
        }
        RequestRecorder recorder = script.isBackground(head) ? new RequestRecorder() : serverRecorder;
        recorder.started();
        String body = readBody(head, recorder);
        ReceivedRequest request = body == null ? head : head.withBody(body);
        Answer answer = body == null ? script.bodyLimit().refusal() : script.answerTo(request);
        recorder.received(request);
        boolean last = body == null || head.asksToClose();
        ScriptedResponse response = new ScriptedResponse(socket, !head.method().equals("HEAD"), last);
        Thread worker = Thread.ofVirtual().start(() -> answer(answer, request, response));
        int next = readWhileAnswering();
        if (next < 0 && !response.isFinished()) {
            disconnected(request, recorder);
            worker.interrupt();
        }
        worker.join();
        if (next >= 0 && response.keepsConnection()) {
            in.unread(next);
            return true;
        }
        drain();
        return false;
    }

    /** Null where the body is too long: the rest of it is left unread. */
    private @Nullable String readBody(ReceivedRequest head, RequestRecorder recorder) throws IOException {
        long limit = script.bodyLimit().bytes();
        try {
            if ("100-continue".equalsIgnoreCase(head.header("Expect")) && RequestReader.bodyLength(head) <= limit) {
                socket.getOutputStream().write(CONTINUE);
            }
            return requests.readBody(head, limit, recorder::receivedBytes);
        } catch (IOException gone) {
            disconnected(head, recorder);
            throw gone;
        }
    }

    private static void answer(Answer answer, ReceivedRequest request, ScriptedResponse response) {
        try {
            write(answer, request, response);
        } catch (IOException gone) {
            // the reading thread sees it too
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Answer answer, ReceivedRequest request, ScriptedResponse response)
            throws IOException, InterruptedException {
        try {
            answer.to(request, response);
        } catch (RuntimeException | Error mistake) {
            mistake.printStackTrace();
            if (!response.isStarted()) {
                response.send(500, "text/plain", "the script of this server failed: " + mistake);
            }
        }
        if (response.isStarted()) {
            response.end();
        } else {
            response.disconnect();
        }
    }

    private int readWhileAnswering() {
        try {
            return in.read();
        } catch (IOException reset) {
            return -1;
        }
    }

    private void disconnected(ReceivedRequest request, RequestRecorder recorder) {
        // a connection that this server has closed is not a client that disconnects
        if (!socket.isClosed()) {
            recorder.disconnected(request);
        }
    }

    /** Closing a connection with unread input resets it, and the client may lose the end of the response. */
    private void drain() throws IOException {
        try {
            socket.setSoTimeout(DRAIN_MILLIS);
        } catch (SocketException closed) {
            return;
        }
        byte[] buffer = new byte[8192];
        int read = in.read(buffer);
        while (read >= 0) {
            read = in.read(buffer);
        }
    }
}
