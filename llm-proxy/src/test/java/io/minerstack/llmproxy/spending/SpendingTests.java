package io.minerstack.llmproxy.spending;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.stacksupport.price.PriceTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SpendingTests {

    @Test
    void warnsOfPricesThatNoConfiguredModelHasAndNamesThoseThatWouldMatch(CapturedOutput output) {
        PriceTable table = PriceTable.parse("local/smollm2=0.1/0.2,local/default=1/1,vllm/*=1/1,openai/*=1/1");

        Spending.warnOfUnused(table, List.of("local/default", "vllm/llama"));

        assertThat(output.getAll().lines().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains("has this model: local/smollm2, openai/*.", "would match: local/default, vllm/llama");
    }

    @Test
    void saysNothingWhereEachPriceIsOfAConfiguredModel(CapturedOutput output) {
        Spending.warnOfUnused(
                PriceTable.parse("local/default=1/1,openai/*=1/1"), List.of("local/default", "openai/gpt"));

        assertThat(output.getAll()).doesNotContain("LLM_PRICES");
    }
}
