package io.minerstack.llmproxy.usage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsagePropertiesTests {

    @Test
    void namesTheVariableOfAPriceTableThatCantBeRead() {
        UsageProperties properties = new UsageProperties("openai/m=1", Duration.ofSeconds(5), Duration.ofDays(400));

        assertThatThrownBy(properties::priceTable)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("LLM_PRICES: openai/m=1 (expected: provider/model=input/output");
    }
}
