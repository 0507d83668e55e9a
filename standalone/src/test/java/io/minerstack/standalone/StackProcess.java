package io.minerstack.standalone;

import io.minerstack.stacksupport.network.FreePorts;
import io.minerstack.testsupport.TestModelFile;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the stack as {@code ./miner up} does, from the real jars on free ports, and calls its public port. */
class StackProcess {

    static final String KEY = "0123456789abcdef0123456789abcdef0123456789abcdef";

    static final String STACK_SECRET = "stack-secret-0123456789abcdef0123456789abcdef";

    private static final Duration START = Duration.ofMinutes(10);

    private final Path data;
    private final Map<String, String> environment = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private @Nullable Process process;

    StackProcess(Path data) throws IOException {
        this.data = data;
        environment.putAll(FreePorts.forStack());
        environment.put("MINER_HOME", Path.of("..").toAbsolutePath().normalize().toString());
        environment.put("MINER_DATA", data.toString());
        environment.put("API_KEY", KEY);
        environment.put("STACK_SECRET", STACK_SECRET);
        environment.put("HOST", "127.0.0.1");
        environment.put("RATE_LIMIT_ALL", "off");
        environment.put("LOCAL_MODEL_PATH", TestModelFile.file().toString());
        // enough for the model on a slow machine
        environment.put("REQUEST_TIMEOUT", "120");
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", System.getProperty("user.home"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    void start() throws Exception {
        Process started =
                launch(ProcessBuilder.Redirect.to(data.resolve("stack.out").toFile()));
        process = started;
        long patience = System.nanoTime() + START.toNanos();
        while (!said().contains("Miner Stack is ready")) {
            if (!started.isAlive() || System.nanoTime() > patience) {
                throw new AssertionError("The stack does not start:\n" + said());
            }
            Thread.sleep(200);
        }
    }

    /** Stops the supervisor with TERM. */
    void stop() throws Exception {
        Process stopping = running();
        stopping.destroy();
        if (!stopping.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("The stack does not stop:\n" + said());
        }
    }

    void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** Stops the supervisor if it still runs; for the end of the tests. */
    void end() throws Exception {
        if (process != null && process.isAlive()) {
            stop();
        }
    }

    /** Stops the supervisor as soon as it has printed {@code text}, and returns its whole output. */
    String stopAfter(String text) throws Exception {
        Process starting =
                launch(ProcessBuilder.Redirect.to(data.resolve("stack.out").toFile()));
        process = starting;
        while (starting.isAlive() && !said().contains(text)) {
            Thread.sleep(20);
        }
        stop();
        return said();
    }

    String refusedStart() throws Exception {
        Process second = launch(ProcessBuilder.Redirect.PIPE);
        String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (second.waitFor() == 0) {
            throw new AssertionError("The start should fail and ended with status 0: " + said);
        }
        return said;
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    long pid() {
        return running().pid();
    }

    /** All processes of the stack: those that a JVM left behind are no descendants of the script any more. */
    List<ProcessHandle> processes() throws IOException {
        List<ProcessHandle> all = new ArrayList<>(running().descendants().toList());
        all.add(running().toHandle());
        Files.readAllLines(data.resolve("run/processes")).stream()
                .map(line -> Long.parseLong(line.split(" ", -1)[1]))
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .filter(process -> !all.contains(process))
                .forEach(all::add);
        return all;
    }

    /** The process whose command line has this text, such as {@code standalone.jar}. */
    ProcessHandle process(String text) throws IOException {
        return processes().stream()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(text))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** The process id of PostgreSQL's server. */
    long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst());
    }

    /** Whether the model is generating an answer: more answers have had a first token than have ended. */
    boolean modelIsBusy() throws Exception {
        String metrics = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                        + environment.get("LOCAL_LLM_MANAGEMENT_PORT") + "/actuator/prometheus"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return metric(metrics, "miner_local_llm_first_token_seconds_count")
                > metric(metrics, "miner_local_llm_generation_seconds_count");
    }

    private static double metric(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    JsonNode json(HttpResponse<String> response) {
        return json.readTree(response.body());
    }

    HttpResponse<String> get(String path) throws Exception {
        return getAs(KEY, path);
    }

    HttpResponse<String> getAs(String key, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (!key.isEmpty()) {
            request.header("X-API-Key", key);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Asks the port of a service behind the gateway, as somebody does who sends its headers but not the secret. */
    HttpResponse<String> getInner(String portVariable, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + environment.get(portVariable) + path))
                .header("X-Tenant", "default");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return postAs(KEY, path, body);
    }

    HttpResponse<String> postAs(String key, String path, String body) throws Exception {
        return http.send(request(key, path, body), BodyHandlers.ofString());
    }

    /** What llm-proxy knows of the usage of keys. */
    JsonNode usage() throws Exception {
        return json(http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + environment.get("LLM_PROXY_PORT") + "/usage"))
                        .header("X-Stack-Secret", STACK_SECRET)
                        .build(),
                BodyHandlers.ofString()));
    }

    CompletableFuture<HttpResponse<String>> postLater(String path, String body) {
        return http.sendAsync(request(KEY, path, body), BodyHandlers.ofString());
    }

    /** Sends a request and leaves before its answer can be there. */
    void leaveEarly(String path, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), publicPort())) {
            connection
                    .getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: a\r\nX-API-Key: " + KEY
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + content.length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().write(content);
        }
    }

    /** Makes the JVM of the services collect its garbage. */
    void collectGarbage() throws Exception {
        Process collecting = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process("standalone.jar").pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (collecting.waitFor() != 0) {
            throw new AssertionError("jcmd ended with status " + collecting.exitValue());
        }
    }

    private int publicPort() {
        return Integer.parseInt(environment.getOrDefault("PORT", ""));
    }

    private HttpRequest request(String key, String path, String body) {
        return HttpRequest.newBuilder(uri(path))
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + environment.get("PORT") + path);
    }

    /** The log of the services. */
    String log() throws IOException {
        return Files.readString(data.resolve("logs/services.log"));
    }

    /** Sends this text to the public port as it is and returns the whole answer. */
    String raw(String request) throws IOException {
        return RawHttpClient.exchange(publicPort(), request);
    }

    String said() throws IOException {
        return Files.readString(data.resolve("stack.out"));
    }

    /** The report of {@code ./miner preflight --json} about this stack. */
    JsonNode preflight() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("..", "registration", "target", "registration.jar")
                                .toString(),
                        "preflight",
                        "--json",
                        "--timeout",
                        "120",
                        "--api-url",
                        uri("").toString())
                .redirectError(
                        ProcessBuilder.Redirect.to(data.resolve("preflight.err").toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process asking = builder.start();
        String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asking.waitFor();
        return json.readTree(said);
    }

    private Process launch(ProcessBuilder.Redirect output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        AssembledStack.folder().resolve("supervise").toString())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }
}
