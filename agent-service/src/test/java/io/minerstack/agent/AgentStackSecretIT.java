package io.minerstack.agent;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ReceivedRequest;
import io.minerstack.testsupport.http.ScriptedServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "STACK_SECRET=" + AgentStackSecretIT.SECRET)
@ExtendWith(OutputCaptureExtension.class)
class AgentStackSecretIT extends RunningAgentService {

    static final String SECRET = "stack-0123456789abcdef0123456789abcdef";

    private static final ScriptedServer SEARCH = ScriptedServer.start();

    @DynamicPropertySource
    static void search(DynamicPropertyRegistry registry) {
        registry.add("SEARCH_URL", SEARCH::url);
    }

    @AfterAll
    static void stopSearch() {
        SEARCH.close();
    }

    @Test
    void refusesACallerWithoutTheSecretWhateverItsTenantAndPath() {
        assertThatProblem(post("complete", ask("hi")), 403, "forbidden");
        assertThatProblem(client().get().uri("/health").exchange(), 403, "forbidden");
        assertThatProblem(client().get().uri("/conversations/c").exchange(), 403, "forbidden");
        assertThat(MEMORY.requests("GET", "/context")).isEmpty();
        assertThat(MODEL.requests()).noneMatch(request -> request.path().contains("/chat"));
    }

    @Test
    void sendsItToMemoryServiceAndLlmProxy() {
        asGateway("complete");

        assertThat(MEMORY.requests("GET", "/context"))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.stackSecret()).isEqualTo(SECRET));
        assertThat(MODEL.lastRequest().header("X-Stack-Secret")).isEqualTo(SECRET);
        // the polls, too
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(MEMORY.requests("GET", "/status"))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.stackSecret()).isEqualTo(SECRET)));
    }

    @Test
    void doesNotSendItToTheSearchEngine() {
        SEARCH.answer(Answer.json(200, """
                {"results":[{"title":"T","url":"https://a.test","content":"C"}]}"""));

        asGateway("internet_search");

        ReceivedRequest search = SEARCH.take();
        assertThat(search.headers()).doesNotContainKey("x-stack-secret");
        assertThat(search.toString()).doesNotContain(SECRET);
    }

    @Test
    void asksForNothingOnTheManagementPort() {
        management()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void startsOnNoAddressOfOtherMachinesWithoutASecret(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(AgentServiceApplication.class)
                        .run("--BIND_ADDRESS=0.0.0.0", "--LOG_FORMAT=text", "--server.port=0")
                        .close())
                .isNotNull();

        assertThat(output.getAll().lines().filter(line -> line.contains("cannot start")))
                .singleElement()
                .asString()
                .contains("STACK_SECRET: missing", "BIND_ADDRESS 0.0.0.0");
    }

    private void asGateway(String component) {
        client().post()
                .uri("/" + component)
                .header("X-Stack-Secret", SECRET)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(ask("What is new?"))
                .exchange()
                .expectStatus()
                .isOk();
    }
}
