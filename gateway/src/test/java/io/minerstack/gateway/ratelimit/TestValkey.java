package io.minerstack.gateway.ratelimit;

import io.minerstack.stacksupport.network.FreePorts;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/**
 * A real server in a process of its own, which tests kill, pause and start again: the {@code valkey-server} or {@code
 * redis-server} of this machine, else the Redis that a library carries. A killed server has lost all counts.
 */
final class TestValkey implements AutoCloseable {

    private static final Path PROGRAM = program();

    private final int port = freePort();
    private Process process = launch();

    static TestValkey start() {
        TestValkey valkey = new TestValkey();
        valkey.awaitPort();
        return valkey;
    }

    String url() {
        return "valkey://127.0.0.1:" + port;
    }

    /** As a crash: without closing connections in an orderly way. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts the server again at the same port, with no counts. */
    void restart() {
        process = launch();
        awaitPort();
    }

    /** The server keeps its connections and answers nothing. */
    void pause() {
        signal("-STOP");
    }

    void resume() {
        signal("-CONT");
    }

    @Override
    public void close() {
        kill();
    }

    private Process launch() {
        try {
            return new ProcessBuilder(
                            PROGRAM.toString(),
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failure) {
            throw new IllegalStateException(PROGRAM + " can't be started", failure);
        }
    }

    private void awaitPort() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException failure) {
            throw new IllegalStateException("kill " + signal + " can't be run", failure);
        }
    }

    private static int freePort() {
        try {
            return FreePorts.one();
        } catch (IOException failure) {
            throw new IllegalStateException("no free port", failure);
        }
    }

    private static Path program() {
        return Stream.of("valkey-server", "redis-server")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(TestValkey::carriedProgram);
    }

    private static Path carriedProgram() {
        try {
            return ExecutableProvider.newJarResourceProvider().get().toPath();
        } catch (IOException failure) {
            throw new IllegalStateException("the Redis of the library can't be unpacked", failure);
        }
    }
}
