package io.minerstack.stacksupport.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(table.model("openai", "gpt-4o-mini").price()).isNull();
    }

    @Test
    void findsThePriceByEitherNameOfAModel() {
        PriceTable table = PriceTable.parse("local/smollm2=2/2,local/*=9/9,vllm/default=1/1,vllm/llama=3/3");
        PricedModel local = shown(table.model("local", "default"), "smollm2");
        PricedModel vllm = shown(table.model("vllm", "default"), "llama");

        assertThat(nano(local, 1)).isEqualTo(2_000);
        assertThat(nano(vllm, 1)).as("the configured name comes first").isEqualTo(1_000);
        assertThat(nano(shown(table.model("local", "default"), "other"), 1)).isEqualTo(9_000);
    }

    @Test
    void takesTheLargestAmountsOfAProviderWhoseServerHasNotToldItsName() {
        PriceTable table = PriceTable.parse("local/small=1/4,local/large=2/3");
        PricedModel unknown = shown(table.model("local", "default"), "default");

        assertThat(unknown.price()).isEqualTo(new ModelPrice(new BigDecimal("2"), new BigDecimal("4")));
        assertThat(nano(shown(table.model("vllm", "default"), "default"), 1)).isZero();
        assertThat(table.model("openai", "gpt").price()).isNull();
    }

    @Test
    void settlesByTheNameThatTheServerHasToldMeanwhileElseByTheEntryForAllModels() {
        PriceTable table = PriceTable.parse("local/large=9/9,local/small=1/1,local/*=3/3,vllm/a=2/2,vllm/b=8/8");
        PricedModel told = table.model("local", "default");

        assertThat(nano(shown(told, "default"), 1)).as("held").isEqualTo(9_000);
        assertThat(settled(told)).isEqualTo(3_000);
        assertThat(settled(shown(told, "small"))).isEqualTo(1_000);
        assertThat(settled(shown(table.model("vllm", "default"), "default"))).isEqualTo(8_000);
    }

    private static long settled(PricedModel model) {
        return Objects.requireNonNull(model.priceAtTheEnd()).nanoUnits(1, 0);
    }

    @Test
    void knowsTheEntriesThatNoModelInUseHas() {
        PriceTable table = PriceTable.parse("local/smollm2=1/1,local/typo=1/1,vllm/*=1/1,vllm/llama=1/1,openai/*=1/1");
        List<PricedModel> models =
                List.of(shown(table.model("local", "default"), "smollm2"), table.model("vllm", "qwen"));

        assertThat(table.entries().stream().filter(entry -> table.isUnused(entry, models)))
                .containsExactly("local/typo", "openai/*", "vllm/llama");
    }

    @Test
    void callsNoEntryUnusedThatMayBeOfAServerThatHasNotToldItsName() {
        PriceTable table = PriceTable.parse("local/smollm2=1/1");

        assertThat(table.isUnused("local/smollm2", List.of(shown(table.model("local", "default"), "default"))))
                .isFalse();
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
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*[(]expected: provider/model=.*|names openai/m twice");
    }

    private static PricedModel shown(PricedModel model, String name) {
        model.shownAs(() -> name);
        return model;
    }

    private static long nano(PricedModel model, long input) {
        return Objects.requireNonNull(model.price()).nanoUnits(input, 0);
    }

    private static long nano(PriceTable table, String provider, String model, long input, long output) {
        return Objects.requireNonNull(table.model(provider, model).price()).nanoUnits(input, output);
    }
}
