package io.minerstack.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What {@code deploy/init} does about the secret of the services, and which containers get it. */
class InitScriptTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @BeforeEach
    void copyTheScript() throws IOException {
        for (String part :
                List.of("deploy/caddy", "deploy/postgres", "docs/runbooks", "monitoring", "vllm/nvidia-gpu-check")) {
            Files.createDirectories(folder.resolve(part));
        }
        Files.copy(ROOT.resolve("deploy/init"), folder.resolve("deploy/init"));
        Files.copy(ROOT.resolve(".env.example"), folder.resolve(".env.example"));
    }

    @Test
    void makesTheSecretOfTheServicesForContainersAndForTheEnvFile() throws Exception {
        init();

        String made = Files.readString(folder.resolve("secrets/STACK_SECRET"));
        assertThat(made).matches("[A-Za-z0-9_-]{43}");
        assertThat(made).isNotEqualTo(Files.readString(folder.resolve("secrets/API_KEY")));
        assertThat(Files.readAllLines(folder.resolve(".env"))).containsOnlyOnce("STACK_SECRET=" + made);

        assertThat(init()).doesNotContain(made);
        assertThat(folder.resolve("secrets/STACK_SECRET")).hasContent(made);
    }

    @Test
    void addsWhatAnOlderInstallationLacksAndKeepsTheRest() throws Exception {
        String key = "0123456789abcdef0123456789abcdef";
        Files.writeString(folder.resolve(".env"), "API_KEY=" + key + "\n");
        Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/API_KEY"), key);

        init();

        assertThat(folder.resolve("secrets/API_KEY")).hasContent(key);
        assertThat(Files.readString(folder.resolve("secrets/STACK_SECRET"))).hasSize(43);
    }

    @Test
    void takesTheSecretThatMinerUpHasMade() throws Exception {
        Files.writeString(folder.resolve(".env"), "STACK_SECRET=made-by-up-0123456789abcdef0123456789\n");

        init();

        assertThat(folder.resolve("secrets/STACK_SECRET")).hasContent("made-by-up-0123456789abcdef0123456789");
    }

    @Test
    void onlyTheFourServicesGetIt() throws Exception {
        Map<String, Map<String, Object>> compose =
                new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
        TreeSet<String> services = new TreeSet<>();
        compose.getOrDefault("services", Map.of()).forEach((name, service) -> {
            if (service instanceof Map<?, ?> map
                    && String.valueOf(map.get("secrets")).contains("STACK_SECRET")) {
                services.add(name);
            }
            assertThat(String.valueOf(((Map<?, ?>) service).get("environment")))
                    .as("a secret is a file: %s", name)
                    .doesNotContain("STACK_SECRET");
        });

        assertThat(services).containsExactly("agent-service", "gateway", "llm-proxy", "memory-service");
        assertThat(compose.getOrDefault("secrets", Map.of()).get("STACK_SECRET"))
                .isEqualTo(Map.of("file", "secrets/STACK_SECRET"));
    }

    private String init() throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder(
                        "bash", folder.resolve("deploy/init").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        script.environment().remove("STACK_SECRET");
        Process process = script.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String output = Files.readString(folder.resolve("output"), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
