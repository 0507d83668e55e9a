package io.minerstack.localllm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnginePropertiesTests {

    private static EngineProperties withThreads(int threads) {
        return new EngineProperties("", "", 512, 1, threads, 1.1, 64);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 2", "64, 32"})
    void byDefaultHalfOfTheProcessorsGenerateATokenAndAllOfThemReadAPrompt(int processors, int expected) {
        assertThat(withThreads(0).generationThreads(processors)).isEqualTo(expected);
        assertThat(withThreads(0).promptThreads(processors)).isEqualTo(processors);
    }

    @Test
    void theOperatorsNumberOfThreadsIsUsedForBoth() {
        assertThat(withThreads(3).generationThreads(8)).isEqualTo(3);
        assertThat(withThreads(3).promptThreads(8)).isEqualTo(3);
    }
}
