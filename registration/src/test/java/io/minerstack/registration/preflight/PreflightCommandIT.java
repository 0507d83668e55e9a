package io.minerstack.registration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.preflight.FakeMiner.Fault;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.terminal.FakeTerminal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class PreflightCommandIT {

    @TempDir
    private Path folder;

    private final FakeTerminal terminal = FakeTerminal.withNobody();

    @Test
    void endsWithZeroAndATableForASoundMiner() throws Exception {
        try (FakeMiner miner = FakeMiner.http()) {
            assertThat(run("--api-url", miner.url(), "--timeout", "5")).isZero();
            assertThat(terminal.printed())
                    .contains("✓ /health", "✓ /complete", "! The URL is https", "→", "Ready, with")
                    .doesNotContain(TestObjects.TOKEN);
            assertThat(terminal.complained()).contains("checking /complete").doesNotContain(TestObjects.TOKEN);
        }
    }

    @Test
    void endsWithItsOwnCodeAndPureJsonForAFaultyOne() throws Exception {
        try (FakeMiner miner = FakeMiner.http(Fault.COMPLETE_EMPTY)) {
            assertThat(run("--api-url", miner.url(), "--timeout", "5", "--json"))
                    .isEqualTo(ExitCode.PREFLIGHT_FAILED.number());
            JsonNode report = JsonMapper.shared().readTree(terminal.printed());
            assertThat(report.path("ok").asBoolean()).isFalse();
            assertThat(report.path("url").asString()).isEqualTo(miner.url());
            assertThat(terminal.printed()).doesNotContain(TestObjects.TOKEN);
        }
    }

    private int run(String... arguments) {
        Map<String, String> environment = Map.of("API_KEY", TestObjects.TOKEN);
        CliEnvironment surroundings =
                new CliEnvironment(terminal, environment, Clock.systemUTC(), folder.toString(), folder);
        return new CommandLine(new PreflightCommand(surroundings))
                .registerConverter(WipeableSecret.class, WipeableSecret::of)
                .execute(arguments);
    }
}
