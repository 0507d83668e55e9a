package io.minerstack.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.standalone.process.Children;
import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rehearsal with the real gateway. */
class RehearsalIT {

    @TempDir
    Path data;

    @Test
    void createsACacheThatTheJvmAccepts() throws Exception {
        Settings settings = new Settings(
                Path.of("..").toAbsolutePath().normalize(),
                data,
                Map.of("API_KEY", "0123456789abcdef0123456789abcdef", "PATH", System.getenv("PATH")));
        Services services = Services.of(settings, null);
        Service gateway = Catalog.of(settings, null).getFirst();
        FastStart before = FastStart.of(settings, gateway);
        assertThat(before.isSettled()).isFalse();
        assertThat(before.command()).contains(before.jar().toString());
        Path old = Files.createDirectories(data.resolve("runtime/gateway-0123abcd"));

        try (Children children = Children.open(data, line -> {})) {
            assertThat(new Rehearsal(settings, children).of(gateway, services.environment(gateway)))
                    .isTrue();
        }

        assertThat(before.isSettled()).isTrue();
        assertThat(old).doesNotExist();
        assertThat(before.command()).anyMatch(option -> option.startsWith("-XX:AOTCache="));
        assertThat(startStrictly(before.command(), services.environment(gateway)))
                .as("-XX:AOTMode=on makes an unusable cache an error")
                .contains("Starting GatewayApplication")
                .doesNotContain("Unable to use");
    }

    private static String startStrictly(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> strict = new ArrayList<>(command);
        strict.addAll(1, List.of("-XX:AOTMode=on", "-Dspring.context.exit=onRefresh"));
        ProcessBuilder builder = new ProcessBuilder(strict).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
