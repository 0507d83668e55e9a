package io.minerstack.bench.stack;

import io.minerstack.stacksupport.network.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole stack as a separate process, on free ports and with temporary data. */
public class StackUnderTest implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Process process;
    private final URI gateway;
    private final URI localModel;

    private StackUnderTest(Process process, URI gateway, URI localModel) {
        this.process = process;
        this.gateway = gateway;
        this.localModel = localModel;
    }

    /**
     * Starts the stack and waits until it is ready.
     *
     * @param app the folder that the stack runs from
     * @param work folder for data and logs
     * @param settings environment variables in addition to those that every run needs
     */
    public static StackUnderTest start(Path app, Path work, Map<String, String> settings)
            throws IOException, InterruptedException {
        Path output = work.resolve("stack.log");
        ProcessBuilder builder = new ProcessBuilder(app.resolve("supervise").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("PATH", "HOME", "JAVA_HOME", "LANG", "LC_ALL", "TMPDIR"));
        environment.put("MINER_HOME", work.toString());
        environment.put("MINER_DATA", work.resolve("data").toString());
        environment.put("HOST", "127.0.0.1");
        environment.put("BIND_ADDRESS", "127.0.0.1");
        environment.putAll(FreePorts.forStack());
        environment.putAll(settings);
        Process process = builder.start();
        // a run that is ended by a signal must not leave the stack behind
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-stack"));
        StackUnderTest stack = new StackUnderTest(
                process,
                URI.create("http://127.0.0.1:" + environment.get("PORT")),
                URI.create("http://127.0.0.1:" + environment.get("LOCAL_LLM_PORT")));
        try {
            stack.awaitReady(output);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            stack.close();
            throw failure;
        }
        return stack;
    }

    private void awaitReady(Path output) throws IOException, InterruptedException {
        long giveUpAt = System.nanoTime() + START.toNanos();
        while (!Files.readString(output).contains("Miner Stack is ready")) {
            if (!process.isAlive() || System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("the stack does not start:\n" + Files.readString(output));
            }
            Thread.sleep(200);
        }
    }

    /** The public port. */
    public URI gateway() {
        return gateway;
    }

    /** The port of local-llm, which runs only where the settings name the provider {@code local}. */
    public URI localModel() {
        return localModel;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
