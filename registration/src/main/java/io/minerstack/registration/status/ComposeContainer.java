package io.minerstack.registration.status;

import io.minerstack.registration.preflight.report.TerminalSafeText;
import io.minerstack.registration.status.StackStatus.Part;
import io.minerstack.registration.status.StackStatus.PartState;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One container of the project.
 *
 * @param service its name in docker-compose.yml
 * @param state such as {@code running}, {@code exited} or {@code restarting}
 * @param health what its check says; empty where it has none
 * @param exitCode that of its last end
 */
record ComposeContainer(String service, String state, String health, int exitCode) {

    private static final String FILE = "docker-compose.yml";
    private static final int TIMEOUT_SECONDS = 5;
    private static final String RUNNING = "running";

    boolean runs() {
        return state.equals(RUNNING);
    }

    boolean endedWell() {
        return state.equals("exited") && exitCode == 0;
    }

    Part part() {
        return switch (state) {
            case RUNNING ->
                new Part(service, PartState.RUNNING, health.isEmpty() || health.equals("healthy") ? "" : health);
            case "exited" -> new Part(service, PartState.NOT_RUNNING, "its container ended with code " + exitCode);
            default -> new Part(service, PartState.NOT_RUNNING, "its container is " + state);
        };
    }

    /**
     * Asks {@code docker compose ps}; empty where there is no Docker, or none that answers within {@value
     * #TIMEOUT_SECONDS} s.
     */
    static List<ComposeContainer> list(Path folder, Map<String, String> variables) {
        Path docker = docker(variables.getOrDefault("PATH", ""));
        if (docker == null || !Files.exists(folder.resolve(FILE))) {
            return List.of();
        }
        try {
            Process process = new ProcessBuilder(docker.toString(), "compose", "ps", "-a", "--format", "json")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return parse(output(process));
        } catch (IOException unusable) {
            return List.of();
        }
    }

    private static @Nullable Path docker(String path) {
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path program = Path.of(folder, "docker");
            if (!folder.isEmpty() && Files.isExecutable(program)) {
                return program;
            }
        }
        return null;
    }

    private static String output(Process process) {
        CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> {
            try (var output = process.getInputStream()) {
                return new String(output.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException ended) {
                throw new UncheckedIOException(ended);
            }
        });
        try {
            return text.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException | TimeoutException hangs) {
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            process.destroyForcibly();
        }
    }

    /** One JSON object a line, or one array in older versions. */
    private static List<ComposeContainer> parse(String text) {
        List<ComposeContainer> containers = new ArrayList<>();
        try {
            for (String line : text.lines().toList()) {
                JsonNode json = JsonMapper.shared().readTree(line);
                if (json.isArray()) {
                    json.forEach(each -> containers.add(of(each)));
                } else if (json.isObject()) {
                    containers.add(of(json));
                }
            }
        } catch (JacksonException another) {
            return List.of();
        }
        return containers;
    }

    private static ComposeContainer of(JsonNode json) {
        return new ComposeContainer(
                text(json, "Service"),
                text(json, "State"),
                text(json, "Health"),
                json.path("ExitCode").asInt(0));
    }

    private static String text(JsonNode json, String field) {
        return TerminalSafeText.of(json.path(field).asString(""));
    }
}
