package io.minerstack.memory.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseProblemMappingTests {

    private final DatabaseProblemMapping mapping = new DatabaseProblemMapping();

    @ParameterizedTest
    @ValueSource(strings = {"08006", "25006", "25P03", "40001", "40P01", "53300", "55P03", "57014", "57P01", "57P03"})
    void answersUnavailableWhereARetryCanWork(String state) {
        assertThat(mapping.map(new R2dbcNonTransientResourceException("failed", state)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "23505", "42501", "42P01"})
    void leavesFaultsOfTheServiceAsTheyAre(String state) {
        assertThat(mapping.map(new R2dbcNonTransientResourceException("failed", state)))
                .isNull();
    }
}
