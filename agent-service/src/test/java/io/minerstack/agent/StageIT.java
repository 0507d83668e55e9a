package io.minerstack.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report about a call that the gateway gets. */
class StageIT extends RunningAgentService {

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
    void reportsTheProviderThatWasAskedLastByACallThatFails() {
        MODEL.always(FakeResponse.error(503).header("X-Provider", "openai"));

        assertThat(reportOfFailure("complete", ask("q"), 503))
                .startsWith("outcome=failed, agent_millis=")
                .endsWith(", provider=openai");
    }

    @Test
    void reportsTheTokensOfRepliesThatNobodyCouldUse() {
        MODEL.always(FakeResponse.withBody(200, "application/json", """
                        {"model":"llama","provider":"vllm","usage":{"total_tokens":21},
                         "choices":[{"index":0,"message":{"role":"assistant","content":""},
                         "finish_reason":"stop"}]}""").header("X-Provider", "vllm"));

        assertThat(reportOfFailure("complete", ask("q"), 502)).endsWith(", provider=vllm, tokens=42");
    }

    @Test
    void reportsTheStagesOfACallThatItsDeadlineEnds() {
        MODEL.always(FakeResponse.unanswered());
        String soon = Long.toString(System.currentTimeMillis() + 1_000);

        String report = client().post()
                .uri("/complete")
                .header("Content-Type", "application/json")
                .header("X-Deadline", soon)
                .bodyValue(ask("never answered"))
                .exchange()
                .expectStatus()
                .isEqualTo(504)
                .returnResult(String.class)
                .getResponseHeaders()
                .getFirst("X-Component-Report");

        assertThat(report).startsWith("outcome=failed, agent_millis=").contains("memory_read_millis=", "model_millis=");
    }

    private String reportOfFailure(String component, String body, int status) {
        return String.valueOf(post(component, body)
                .expectStatus()
                .isEqualTo(status)
                .returnResult(String.class)
                .getResponseHeaders()
                .getFirst("X-Component-Report"));
    }

    private String report(String component, String body) {
        return String.valueOf(post(component, body)
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseHeaders()
                .getFirst("X-Component-Report"));
    }
}
