package io.minerstack.memory.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

class OffsetInstantSerializerTests {

    private final JsonMapper json = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(Instant.class, new OffsetInstantSerializer()))
            .build();

    /** Python before 3.11 reads fractions of three or six digits only: python/cpython#95221. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-29T15:42:54.69172Z, 2026-11-29T15:42:54.691720+00:00",
        "2026-11-29T15:42:54.5Z, 2026-11-29T15:42:54.500000+00:00",
        "2026-11-29T15:42:54Z, 2026-11-29T15:42:54.000000+00:00",
        "2026-11-29T15:42:54.691721999Z, 2026-11-29T15:42:54.691721+00:00",
        "2026-01-01T00:00:00.000001Z, 2026-01-01T00:00:00.000001+00:00"
    })
    void writesSixDigitsOfTheSecond(Instant time, String text) {
        assertThat(json.writeValueAsString(time)).isEqualTo('"' + text + '"');
    }
}
