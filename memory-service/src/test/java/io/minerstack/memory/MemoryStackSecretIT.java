package io.minerstack.memory;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@TestPropertySource(properties = "STACK_SECRET=" + MemoryStackSecretIT.SECRET)
@ExtendWith(OutputCaptureExtension.class)
class MemoryStackSecretIT extends MemoryServer {

    static final String SECRET = "stack-0123456789abcdef0123456789abcdef";

    @LocalManagementPort
    private int managementPort;

    @Test
    void keepsTheDataOfEveryTenantFromThoseWhoDoNotKnowTheSecret() {
        assertThatProblem(as("default").get().uri("/context?cid=c").exchange(), 403, "forbidden");
        assertThatProblem(as("default").delete().uri("/conversations/c").exchange(), 403, "forbidden");
        assertThatProblem(as("default").get().uri("/status").exchange(), 403, "forbidden");
        assertThatProblem(
                as("default")
                        .get()
                        .uri("/context?cid=c")
                        .header("X-Stack-Secret", SECRET.toUpperCase(Locale.ROOT))
                        .exchange(),
                403,
                "forbidden");
    }

    @Test
    void answersThoseWhoKnowIt() {
        WebTestClient agent =
                as("default").mutate().defaultHeader("X-Stack-Secret", SECRET).build();

        append(agent, "secret-conversation", "1");
        agent.get()
                .uri("/context?cid=secret-conversation")
                .exchange()
                .expectStatus()
                .isOk();
        agent.get().uri("/status").exchange().expectStatus().isOk();
    }

    @Test
    void asksForNothingOnTheManagementPort() {
        WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + managementPort)
                .build()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void startsOnNoAddressOfOtherMachinesWithoutASecret(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(MemoryServiceApplication.class)
                        .run(
                                "--BIND_ADDRESS=0.0.0.0",
                                "--LOG_FORMAT=text",
                                "--server.port=0",
                                "--DATABASE_URL=" + DATABASE.url())
                        .close())
                .isNotNull();

        assertThat(output.getAll().lines().filter(line -> line.contains("cannot start")))
                .singleElement()
                .asString()
                .contains("STACK_SECRET: missing", "BIND_ADDRESS 0.0.0.0");
    }
}
