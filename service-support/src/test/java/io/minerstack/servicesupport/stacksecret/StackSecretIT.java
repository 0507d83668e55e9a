package io.minerstack.servicesupport.stacksecret;

import static io.minerstack.testsupport.problem.ProblemResponses.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.test.context.TestPropertySource;

/** A service that asks for the stack's secret, while that secret is changed. */
@TestPropertySource(
        properties = {
            "service.stack-secret.required=true",
            "service.stack-secret.value=" + StackSecretIT.NEW + "," + StackSecretIT.OLD
        })
class StackSecretIT extends TestServer {

    static final String NEW = "new-0123456789abcdef0123456789abcdef";
    static final String OLD = "old-0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(strings = {"/headers", "/open/headers", "/no-such-path", "/actuator/health", "/actuator/../headers"})
    void refusesARequestWithoutTheSecretOnEveryPath(String path) {
        assertThatProblem(get(path), 403, "forbidden");
        assertThatProblem(getWithoutTenant(path), 403, "forbidden");
        assertThatProblem(
                client.get().uri(path).header("X-Stack-Secret", "wrong").exchange(), 403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {NEW, OLD})
    void acceptsBothSecrets(String secret) {
        client.get()
                .uri("/headers")
                .header("X-Stack-Secret", secret)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void tellsItsTimeInRepliesToRequestsWithoutATenant() {
        long before = System.currentTimeMillis();
        getWithoutTenant("/open/headers", "X-Stack-Secret", NEW)
                .expectStatus()
                .isOk()
                .expectHeader()
                .value("X-Service-Time", time -> assertThat(Long.parseLong(time))
                        .isBetween(before, System.currentTimeMillis()));
        client.get()
                .uri("/headers")
                .header("X-Stack-Secret", NEW)
                .exchange()
                .expectHeader()
                .doesNotExist("X-Service-Time");
    }

    @Test
    void refusesTwoHeaders() {
        assertThatProblem(
                client.get()
                        .uri("/headers")
                        .header("X-Stack-Secret", NEW)
                        .header("X-Stack-Secret", NEW)
                        .exchange(),
                403,
                "forbidden");
    }

    @Test
    void asksForNothingOnTheManagementPort() {
        getFromManagement("/actuator/health").expectStatus().isOk();
        getFromManagement("/actuator/info").expectStatus().isOk();
    }

    @Test
    void doesNotAddTheSecretToEveryRequestThatCarriesTheContext() {
        assertThatProblem(
                client.get().uri("/relay").header("X-Stack-Secret", NEW).exchange(), 500, "internal_error");
    }

    @Test
    void logsNoSecret(CapturedOutput output) {
        client.get()
                .uri("/headers")
                .header("X-Stack-Secret", "wrong-0123456789abcdef0123456789abcdef")
                .exchange()
                .expectStatus()
                .isForbidden();

        assertThat(output.getAll()).doesNotContain(NEW, OLD, "wrong-0123456789abcdef");
    }
}
