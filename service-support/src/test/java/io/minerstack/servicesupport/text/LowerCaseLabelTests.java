package io.minerstack.servicesupport.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LowerCaseLabelTests {

    @Test
    void labelsConstantsInLowerCase() {
        assertThat(Reason.RATE_LIMITED.label()).isEqualTo("rate_limited");
        assertThat(LowerCaseLabel.of(TimeUnit.MILLISECONDS)).isEqualTo("milliseconds");
    }

    @Test
    void hasTheSameLabelsInEveryLanguage() {
        Locale usual = Locale.getDefault();
        // a Turkish I has a lower case without a dot
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(Reason.RATE_LIMITED.label()).isEqualTo("rate_limited");
        } finally {
            Locale.setDefault(usual);
        }
    }

    private enum Reason implements LowerCaseLabel {
        RATE_LIMITED
    }
}
