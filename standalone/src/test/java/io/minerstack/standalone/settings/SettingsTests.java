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
    @CsvSource({"'', true", "local, true", "'vllm, local', true", "openai, false", "'vllm,openai', false"})
    void usesTheLocalModelIfAProviderNamesIt(String providers, boolean local) {
        assertThat(Settings.of(Map.of("LLM_PROVIDER", providers)).usesLocalModel())
                .isEqualTo(local);
    }
}
