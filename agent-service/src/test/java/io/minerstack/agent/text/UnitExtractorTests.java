package io.minerstack.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.text.TextFolding;
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
                    20 m² | m²
                    20 m/s | m/s
                    20 m/x | ''
                    5 has | ''
                    72 kilometers per hour | km/h
                    21 degrees Celsius | °C
                    42 | ''
                    42 mangoes | ''
                    m | ''
                    """)
    void findsTheShortFormOfTheUnit(String text, String unit) {
        assertThat(UnitExtractor.extract(TextFolding.fold(text))).isEqualTo(unit);
    }
}
