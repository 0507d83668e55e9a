package io.minerstack.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateExtractorTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2024-03-05 | 2024-03-05
                    on march 5, 2024 | 2024-03-05
                    mar. 5th 2024 | 2024-03-05
                    2024年3月5日 | 2024-03-05
                    2024년 3월 5일 | 2024-03-05
                    5 march 2024 | 2024-03-05
                    the 5th of march, 2024 | 2024-03-05
                    """)
    void findsADateInEveryForm(String text, LocalDate date) {
        assertThat(DateExtractor.extract(text)).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "in march 2024", "3/5/2024", "2024-02-30", "31 april 2024"})
    void findsNoDateIfItIsIncompleteAmbiguousOrDoesNotExist(String text) {
        assertThat(DateExtractor.extract(text)).isNull();
    }
}
