package io.minerstack.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitExtractorTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    42 km | km
                    42 kilometers | km
                    42kilometres per day | km
                    50 percent | %
                    $5 | $
                    5 dollars | $
                    5 usd | $
                    3 lbs | pound
                    10 miles | mile
                    42 | ''
                    42 mangoes | ''
                    m | ''
                    """)
    void findsTheShortFormOfTheUnit(String text, String unit) {
        assertThat(UnitExtractor.extract(text)).isEqualTo(unit);
    }
}
