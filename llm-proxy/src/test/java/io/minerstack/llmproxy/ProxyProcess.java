package io.minerstack.llmproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.stacksupport.network.FreePorts;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** This service in a process of its own, which a test can kill. */
public final class ProxyProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);

    private final Path log;
    private final int port;
    private final Process process;

    private ProxyProcess(Path log, int port, Process process) {
        this.log = log;
        this.port = port;
        this.process = process;
    }

    /** Starts a process with these environment variables; {@link #awaitReady} waits until it answers. */
    public static ProxyProcess start(Map<String, String> variables) throws IOException {
        int port = FreePorts.one();
        Path log = Files.createTempFile("llm-proxy", ".log");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx192m",
                LlmProxyApplication.class.getName(),
                "--management.server.port=0");
        java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        java.environment().put("LLM_PROXY_PORT", Integer.toString(port));
        java.environment().put("LOG_FORMAT", "text");
        java.environment().putAll(variables);
        return new ProxyProcess(
                log,
                port,
                java.redirectErrorStream(true).redirectOutput(log.toFile()).start());
    }

    public void awaitReady() throws IOException {
        try (ProxyClient client = client()) {
            Awaitility.await().atMost(START).until(() -> !process.isAlive() || answers(client));
        }
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
    }

    private static boolean answers(ProxyClient client) throws InterruptedException {
        try {
            HttpResponse<String> status = client.get("/usage");
            return status.statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    public ProxyClient client() {
        return new ProxyClient(port);
    }

    /** Ends the process as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        kill();
        Files.delete(log);
    }
}
