package io.minerstack.registration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.CommandRunner;
import io.minerstack.registration.TestObjects;
import io.minerstack.registration.credentials.SubnetNotice;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.preflight.FakeMiner.Fault;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class PreflightCommandIT {

    @RegisterExtension
    private final CommandRunner cli = new CommandRunner();

    @BeforeEach
    void setTheKey() {
        cli.setVariables(Map.of("API_KEY", TestObjects.TOKEN));
    }

    @Test
    void printsATableAndSucceedsForAMinerThatKeepsTheContract() {
        try (FakeMiner miner = FakeMiner.http()) {
            assertThat(cli.run("preflight", "--api-url", miner.url(), "--timeout", "5"))
                    .isZero();
            assertThat(cli.printed())
                    .contains("✓ /health", "✓ /complete", "! The URL is https", "→", "Ready, with")
                    .endsWith(SubnetNotice.LINE + "\n");
            assertThat(cli.errors()).contains("checking /complete");
        }
    }

    @Test
    void printsOnlyJsonAndFailsForAFaultyMiner() {
        try (FakeMiner miner = FakeMiner.http(Fault.COMPLETE_EMPTY)) {
            assertThat(cli.run("preflight", "--api-url", miner.url(), "--timeout", "5", "--json"))
                    .isEqualTo(ExitCode.PREFLIGHT_FAILED.number());
            JsonNode report = JsonMapper.shared().readTree(cli.printed());
            assertThat(report.path("ok").asBoolean()).isFalse();
            assertThat(report.path("url").asString()).isEqualTo(miner.url());
        }
    }
}
