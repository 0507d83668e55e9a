package io.minerstack.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTests {

    @Test
    void keepsDataUnderTheProjectByDefault() {
        assertThat(Settings.of(Map.of("MINER_HOME", "/srv/miner")).data()).isEqualTo(Path.of("/srv/miner/data"));
        assertThat(Settings.of(Map.of("MINER_HOME", "/srv/miner", "MINER_DATA", "/var/miner"))
                        .data())
                .isEqualTo(Path.of("/var/miner"));
    }

    @Test
    void namesTheProcessThatAPersonStops() {
        assertThat(Settings.of(Map.of("MINER_SUPERVISOR", "4711")).supervisor()).isEqualTo(4711);
        assertThat(Settings.of(Map.of("MINER_SUPERVISOR", "$$")).supervisor())
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void knowsAFirstStartFromARestart() {
        assertThat(Settings.of(Map.of("MINER_RESTARTS", "0")).isRestart()).isFalse();
        assertThat(Settings.of(Map.of("MINER_RESTARTS", "2")).isRestart()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "eighty", "-1"})
    void namesTheVariableOfAnInvalidPort(String value) {
        assertThatThrownBy(() -> Settings.of(Map.of("PORT", value)).port("PORT", 8001))
                .isInstanceOf(StartupException.class)
                .hasMessage("PORT: " + value + " (expected: a port from 1 to 65535)");
    }

    @Test
    void treatsABlankVariableAsMissing() {
        assertThat(Settings.of(Map.of("PORT", " ")).port("PORT", 8001)).isEqualTo(8001);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true, false",
        "sqlite:///./data/miner_api.db, true, true",
        "SQLite+aiosqlite:///miner.db, true, true",
        "postgresql://miner@db/miner, false, false",
        "postgresql+psycopg2://miner@db/miner, false, false"
    })
    void startsAnOwnDatabaseUnlessAPostgresqlIsNamed(String url, boolean embedded, boolean sqlite) {
        Settings settings = Settings.of(Map.of("DATABASE_URL", url));

        assertThat(settings.usesEmbeddedPostgres()).isEqualTo(embedded);
        assertThat(settings.namesSqlite()).isEqualTo(sqlite);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "local, true",
        "'vllm, local', true",
        "'VLLM,Local', true",
        "openai, false",
        "'vllm,openai', false"
    })
    void knowsWhetherTheLocalModelIsUsed(String providers, boolean local) {
        assertThat(Settings.of(Map.of("LLM_PROVIDER", providers)).usesLocalModel())
                .isEqualTo(local);
    }
}
