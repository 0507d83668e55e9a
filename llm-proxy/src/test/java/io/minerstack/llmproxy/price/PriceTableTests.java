package io.minerstack.llmproxy.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class PriceTableTests {

    @Test
    void findsThePriceOfAModelBeforeThatOfAllModels() {
        PriceTable table = PriceTable.parse("openai/gpt-4o-mini=0.15/0.60, openai/*=3/15,vllm/meta-llama/Llama-3=1/1");

        assertThat(nano(table, "openai", "gpt-4o-mini", 1_000_000, 1_000_000)).isEqualTo(750_000_000);
        assertThat(nano(table, "openai", "other", 1, 1)).isEqualTo(18_000);
        assertThat(nano(table, "vllm", "meta-llama/Llama-3", 1, 0)).isEqualTo(1_000);
    }

    @Test
    void takesOwnServersAsFreeAndKnowsNoOtherPrice() {
        PriceTable table = PriceTable.parse("");

        assertThat(nano(table, "local", "default", 1_000, 1_000)).isZero();
        assertThat(nano(table, "vllm", "any", 1_000, 1_000)).isZero();
        assertThat(table.find("openai", "gpt-4o-mini")).isNull();
    }

    @Test
    void warnsOfPricesThatNoConfiguredModelHasAndNamesThoseThatWouldMatch(CapturedOutput output) {
        PriceTable table = PriceTable.parse("local/smollm2=0.1/0.2,local/default=1/1,vllm/*=1/1,openai/*=1/1");

        table.warnOfUnused(List.of("local/default", "vllm/llama"));

        assertThat(output.getAll().lines().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains("has this model: local/smollm2, openai/*.", "would match: local/default, vllm/llama");
    }

    @Test
    void saysNothingWhereEachPriceIsOfAConfiguredModel(CapturedOutput output) {
        PriceTable.parse("local/default=1/1,openai/*=1/1").warnOfUnused(List.of("local/default", "openai/gpt"));

        assertThat(output.getAll()).doesNotContain("LLM_PRICES");
    }

    @ParameterizedTest
    @CsvSource({"0.0375, 1, 38", "0.0375, 2, 75", "0.000000001, 1, 1", "0, 1000, 0"})
    void roundsUpToANanoUnit(String price, long tokens, long nanoUnits) {
        PriceTable table = PriceTable.parse("openai/m=" + price + "/0");

        assertThat(nano(table, "openai", "m", tokens, 0)).isEqualTo(nanoUnits);
    }

    @Test
    void limitsTheCostOfOneAttemptSoThatSumsFit() {
        PriceTable table = PriceTable.parse("openai/m=999999/999999");

        assertThat(nano(table, "openai", "m", Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(1_000_000_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai/m",
                "openai/m=1",
                "openai/m=-1/2",
                "openai/m=1/2/3",
                "azure/m=1/2",
                "=1/2",
                "openai/m=1e3/2",
                "openai/m=1/2,",
                "openai/m=1/2,openai/m=2/3"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> PriceTable.parse(text))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("LLM_PRICES: ");
    }

    private static long nano(PriceTable table, String provider, String model, long input, long output) {
        return Objects.requireNonNull(table.find(provider, model)).nanoUnits(input, output);
    }
}
