package io.minerstack.llmproxy.spending;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.ProxyReply;
import io.minerstack.llmproxy.TestRequests;
import io.minerstack.llmproxy.database.TestUsageDatabase;
import io.minerstack.testsupport.postgres.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A budget of money where the first model has no price, the second is too dear, and the third costs nothing. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LOG_FORMAT=text",
            "LLM_PROVIDER=openai,vllm,local",
            "OPENAI_MODEL=unpriced-model",
            "OPENAI_API_KEY=sk-test-key-of-the-next-provider",
            "VLLM_MODEL=dear-model",
            "LOCAL_LLM_MODEL=free-model",
            "LLM_PRICES=vllm/dear-model=100/200",
            "LLM_HEDGE_SHARE=0",
            "USAGE_DATABASE_TIMEOUT=5",
            "MAX_TOKENS=100"
        })
@DirtiesContext
class NextProviderIT {

    private static final TestDatabase DATABASE = TestUsageDatabase.fresh("nextprovider");
    private static final FakeModel UNPRICED = FakeModel.start(0, "unpriced-model");
    private static final FakeModel DEAR = FakeModel.start(0, "dear-model");
    private static final FakeModel FREE = FakeModel.start(0, "free-model");

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("OPENAI_BASE_URL", UNPRICED::url);
        registry.add("VLLM_BASE_URL", DEAR::url);
        registry.add("LOCAL_LLM_URL", FREE::url);
        registry.add("USAGE_DATABASE_URL", DATABASE::url);
    }

    @Test
    void answersWithTheProviderThatTheBudgetAllowsAndTellsNobodyOfARefusal(CapturedOutput output) {
        FREE.answering(TestRequests.ANSWER);
        try (ProxyClient client = new ProxyClient(port)) {
            ProxyReply reply = client.ask(
                    false, "X-Key-Id", "key_0123456789ab", "X-Key-Name", "anna", "X-Key-Budget", "money-per-day=1000");

            assertThat(reply.complete()).isTrue();
            assertThat(client.ask(
                                    false,
                                    "X-Key-Id",
                                    "key_0123456789ab",
                                    "X-Key-Name",
                                    "anna",
                                    "X-Key-Budget",
                                    "money-per-day=1000")
                            .complete())
                    .isTrue();
        }

        assertThat(FREE.attempts()).isEqualTo(2);
        assertThat(UNPRICED.attempts() + DEAR.attempts()).isZero();
        assertThat(refusals("unpriced")).isEqualTo(2);
        assertThat(refusals("exceeded")).isEqualTo(2);
        assertThat(output.getAll()).doesNotContain("budget.refused");
        assertThat(output.getAll().split("openai/unpriced-model=INPUT/OUTPUT", -1))
                .hasSize(2);
    }

    private double refusals(String reason) {
        return meters.get("miner.llm.budget.refusals")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
