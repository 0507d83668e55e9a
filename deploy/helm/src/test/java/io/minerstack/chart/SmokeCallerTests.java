package io.minerstack.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the callers of {@code deploy/smoke/kubernetes} count as a reply, and what as a lost request. */
class SmokeCallerTests {

    private static final String STORED = "{\"stored\":true,\"text\":\"ä\"}";
    private static final String WHOLE = "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n" + STORED;
    private static final String LAST = "HTTP/1.1 200 OK\r\nContent-Length: 27\r\nConnection: close\r\n\r\n" + STORED;
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1b\r\n" + STORED + "\r\n0\r\n\r\n";

    @TempDir
    Path folder;

    @Test
    void aKeptConnectionIsUsedUntilAResponseEndsIt() throws Exception {
        assertThat(kept(3, List.of(WHOLE, LAST), List.of(CHUNKED)))
                .containsExactly("200 1 " + STORED, "200 1 " + STORED, "200 2 " + STORED);
    }

    @Test
    void aConnectionThatEndsWithoutAWordIsALostRequest() throws Exception {
        assertThat(kept(3, List.of(WHOLE, ""), List.of(WHOLE)))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("200 1 " + STORED),
                        second -> assertThat(second)
                                .matches("0 1 the connection ended without a reply after [0-9]+ s, to request 2 on it"),
                        third -> assertThat(third).isEqualTo("200 2 " + STORED));
    }

    @Test
    void aReplyThatIsCutOffIsALostRequest() throws Exception {
        assertThat(kept(1, List.of(WHOLE.substring(0, WHOLE.length() - 3))))
                .singleElement()
                .asString()
                .startsWith("0 1 the reply with status 200 is cut off");
        assertThat(kept(1, List.of(CHUNKED.substring(0, CHUNKED.length() - 9))))
                .singleElement()
                .asString()
                .startsWith("0 1 the reply with status 200 is cut off");
    }

    @Test
    void aRefusedConnectionIsToldFromALostRequest() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        assertThat(run(closed, "kept GET / ''; echo $status; request GET / ''"))
                .containsExactly("000", "000", "the connection was refused");
    }

    @Test
    void everyCallerOfALoadSaysThatItEnded() throws Exception {
        try (ServerSocket server = serve(List.of(WHOLE, WHOLE, LAST), List.of(LAST))) {
            run(
                    server.getLocalPort(),
                    "load a 0 kept & until [ -s $FOLDER/a.log ]; do sleep 0.1; done; touch $FOLDER/a.stop; wait");
        }
        assertThat(folder.resolve("a.ended")).hasContent("0");
        assertThat(Files.readAllLines(folder.resolve("a.log")).getFirst()).startsWith("200 a-0-1 true");
    }

    /** Sends requests one after the other, and returns status, number of the connection and text of each. */
    @SafeVarargs
    private List<String> kept(int requests, List<String>... connections) throws Exception {
        try (ServerSocket server = serve(connections)) {
            return run(
                    server.getLocalPort(),
                    "for _ in $(seq " + requests + "); do kept POST / '{}'; echo \"$status $opened $text\"; done");
        }
    }

    private List<String> run(int port, String script) throws IOException, InterruptedException {
        Path key = Files.writeString(folder.resolve("key"), "key");
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", ". ../smoke/caller.sh; " + script).redirectErrorStream(true);
        builder.environment().put("GATEWAY", "127.0.0.1");
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("KEY_FILE", key.toString());
        builder.environment().put("FOLDER", folder.toString());
        Process bash = builder.start();
        try {
            String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return output.lines().toList();
        } finally {
            bash.destroyForcibly();
        }
    }

    /** A server that sends the replies of one connection after the other, each to one request, and then closes it. */
    @SafeVarargs
    private static ServerSocket serve(List<String>... connections) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            for (List<String> replies : connections) {
                try (Socket connection = server.accept()) {
                    reply(connection, replies);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        });
        return server;
    }

    private static void reply(Socket connection, List<String> replies) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = connection.getOutputStream();
        for (String reply : replies) {
            int length = 0;
            String line = in.readLine();
            while (line != null && !line.isEmpty()) {
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
                line = in.readLine();
            }
            for (int read = 0; read < length; read++) {
                assertThat(in.read()).isNotNegative();
            }
            out.write(reply.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
        if (replies.getLast().equals(LAST)) {
            // the caller must end it: with another request instead, this is its end without a reply
            in.read();
        }
    }
}
