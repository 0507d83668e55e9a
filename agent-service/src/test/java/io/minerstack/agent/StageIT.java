package io.minerstack.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The report about a call that the gateway gets, and the histogram of the stages. */
class StageIT extends RunningAgentService {

    @Autowired
    private MeterRegistry meters;

    @ParameterizedTest
    @CsvSource({
        "complete, memory_read model parse memory_write",
        "refine, memory_read model parse memory_write",
        "feedback, memory_read model parse memory_write",
        "human_feedback, memory_read model parse memory_write",
        "summary, memory_read model parse memory_write",
        "aggregate, memory_read queue memory_write",
        "internet_search, memory_write"
    })
    void reportsTheStagesOfEachComponent(String component, String stages) {
        String report = report(component, TestObjects.example(component + ".request.json"));

        assertThat(report).startsWith("outcome=good, agent_millis=");
        for (String stage : stages.split(" ", -1)) {
            assertThat(report).contains(" " + stage + "_millis=");
        }
    }

    @Test
    void reportsProviderAndTokensAndNothingOfTheRequest() {
        MODEL.next(FakeResponse.withBody(200, "application/json", """
                {"model":"llama","provider":"vllm","usage":{"total_tokens":42},
                 "choices":[{"index":0,"message":{"role":"assistant","content":"secret-answer"},
                 "finish_reason":"stop"}]}"""));

        assertThat(report("complete", ask("secret-query")))
                .endsWith(", provider=vllm, tokens=42")
                .doesNotContain("secret", "cid-1");
    }

    @Test
    void reportsTheStagesOfACallThatFails() {
        MODEL.always(FakeResponse.error(500));

        assertThat(post("complete", ask("q"))
                        .expectStatus()
                        .isEqualTo(502)
                        .returnResult(String.class)
                        .getResponseHeaders()
                        .getFirst("X-Component-Report"))
                .startsWith("outcome=failed, agent_millis=")
                .contains("memory_read_millis=", "model_millis=")
                .doesNotContain("memory_write_millis=");
    }

    @Test
    void recordsTheStagesOfEachRun() {
        long before = count("model");

        report("complete", ask("q"));

        await().atMost(Duration.ofSeconds(10)).until(() -> count("model") == before + 1);
        assertThat(count("memory_read")).isPositive();
        assertThat(count("parse")).isPositive();
        assertThat(count("memory_write")).isPositive();
    }

    @Test
    void recordsTheStagesOfARunWhoseCallerLeft() {
        long before = count("model");
        MODEL.always(FakeResponse.unanswered());
        String soon = Long.toString(System.currentTimeMillis() + 500);

        client().post()
                .uri("/complete")
                .header("Content-Type", "application/json")
                .header("X-Deadline", soon)
                .bodyValue(ask("never answered"))
                .exchange()
                .expectStatus()
                .isEqualTo(504);

        await().atMost(Duration.ofSeconds(10)).until(() -> count("model") == before + 1);
    }

    private String report(String component, String body) {
        return String.valueOf(post(component, body)
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseHeaders()
                .getFirst("X-Component-Report"));
    }

    private long count(String stage) {
        return meters.get("miner.stage")
                .tags("component", "complete", "stage", stage)
                .timer()
                .count();
    }
}
