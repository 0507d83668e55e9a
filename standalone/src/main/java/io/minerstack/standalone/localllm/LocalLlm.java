package io.minerstack.standalone.localllm;

import io.minerstack.standalone.probe.HttpProbe;
import io.minerstack.standalone.process.ProcessSpec;
import io.minerstack.standalone.process.Signals;
import io.minerstack.standalone.process.SupervisedProcess;
import io.minerstack.standalone.process.Supervisor;
import io.minerstack.standalone.service.ServiceVariables;
import io.minerstack.standalone.service.StackServices;
import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.StartupException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The local model's server: a JVM of its own, because a crash of its native engine must not end the services. */
public class LocalLlm {

    private static final String NAME = "local-llm";
    private static final String JAR = NAME + ".jar";
    private static final Duration START = Duration.ofMinutes(10);

    /** The variables of the machine; no JVM options, which could print keys. */
    private static final Set<String> MACHINE = Set.of("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");

    private final Settings settings;
    private final Path folder;
    private final int port;
    private final int managementPort;

    public LocalLlm(Settings settings) {
        this.settings = settings;
        this.folder = settings.app().resolve(NAME);
        this.port = settings.port("LOCAL_LLM_PORT", 8005);
        this.managementPort = settings.port("LOCAL_LLM_MANAGEMENT_PORT", 9005);
    }

    /** Fails if a port is taken; called before anything starts. */
    public void checkPorts() {
        String address = settings.get("BIND_ADDRESS", "127.0.0.1");
        StackServices.checkPort(NAME, "LOCAL_LLM_PORT", address, port);
        StackServices.checkPort(NAME, "LOCAL_LLM_MANAGEMENT_PORT", address, managementPort);
    }

    /** Starts the server, or takes over the one that an earlier JVM of this stack started. */
    public SupervisedProcess start(Supervisor supervisor) {
        return supervisor.start(new ProcessSpec(NAME, command(), environment(), settings.data(), Signals.JVM));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString()));
        command.add("@" + folder.resolve("jvm.options"));
        Path cache = folder.resolve("local-llm.aot");
        if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(List.of("-jar", folder.resolve(JAR).toString()));
        return command;
    }

    /** The variables that its YAML file names, those of the machine, and its ports. */
    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        Set<String> read = variables();
        settings.environment().forEach((name, value) -> {
            if (read.contains(name) || MACHINE.contains(name)) {
                environment.put(name, value);
            }
        });
        environment.put("LOCAL_LLM_PORT", Integer.toString(port));
        environment.put("LOCAL_LLM_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.put("LOG_FORMAT", settings.get("LOG_FORMAT", "text"));
        environment.put("SHUTDOWN_TIMEOUT", settings.get("SHUTDOWN_TIMEOUT", "3s"));
        return environment;
    }

    private Set<String> variables() {
        Set<String> names = ServiceVariables.shared();
        Path jar = folder.resolve(JAR);
        try {
            ServiceVariables.collect(
                    URI.create("jar:" + jar.toUri() + "!/application.yml").toURL(), names);
        } catch (IOException unreadable) {
            throw new StartupException(jar + " can't be read. Build it with ./miner up", unreadable);
        }
        return names;
    }

    /** Waits until the model is loaded. Fails if the server ends before: a restart would not help. */
    public void awaitReady(SupervisedProcess server) throws InterruptedException {
        URI readiness = URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness");
        long giveUpAt = System.nanoTime() + START.toNanos();
        while (HttpProbe.get(readiness) == null) {
            if (server.ends() > 0) {
                throw new StartupException(NAME + " does not start: " + String.join("\n  ", reason(server)) + "\n  ("
                        + server.log() + ")");
            }
            if (server.isStopping()) {
                return;
            }
            if (System.nanoTime() > giveUpAt) {
                throw new StartupException(
                        NAME + " is not ready after " + START.toSeconds() + " s (" + server.log() + ")");
            }
            Thread.sleep(50);
        }
    }

    /** The cause that the service logged after {@code cannot start: }, else the last lines of its log. */
    private static List<String> reason(SupervisedProcess server) {
        List<String> last = server.log().tail(6);
        List<String> causes =
                last.stream().filter(line -> line.contains("cannot start: ")).toList();
        return causes.isEmpty() ? last : List.of(causes.getLast().replaceFirst(".*cannot start: ", ""));
    }
}
