package io.minerstack.agent;

import static io.minerstack.agent.TestObjects.example;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

class MemoryRelayIT extends RunningAgentService {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%2Fb",
                "100%25",
                "%252F",
                "..%2F..%2Fstatus",
                "..",
                "%2E%2E",
                ".",
                "%F0%9F%90%9F%D7%90",
                "a%3Fb%23c",
                "a+b%20c",
                "%3B%3D",
                "a;b=c",
                "a;1",
                "a%2C%26"
            })
    void relaysAnyCid(String segment) {
        for (String path : new String[] {"/conversations/", "/playbook/"}) {
            client().get().uri(uri(path + segment)).exchange().expectStatus().isOk();
        }
        client().get()
                .uri(uri("/playbook/" + segment + "/context"))
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(decoded("/conversations/", ""))
                .isEqualTo(URI.create("x:/" + segment).getPath().substring(1));
        assertThat(MEMORY.requests("GET", "/playbook/")).hasSize(2);
        assertThat(MEMORY.requests("GET", "/status").stream()
                        .filter(one -> !one.tenant().isEmpty()))
                .isEmpty();
    }

    private static String decoded(String prefix, String suffix) {
        String raw = MEMORY.requests("GET", prefix).getFirst().uri();
        assertThat(raw.substring(prefix.length())).doesNotContain("/");
        return URI.create("x:/" + raw.substring(prefix.length(), raw.length() - suffix.length()))
                .getPath()
                .substring(1);
    }

    @ParameterizedTest
    @CsvSource({"/conversations/c,conversation.response.json", "/playbook/c,playbook.response.json"})
    void relaysBodiesUnchanged(String path, String example) {
        String body = example(example);
        MEMORY.answers(request -> FakeMemoryService.Reply.json(200, body));

        client().get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody(String.class)
                .isEqualTo(body);
    }

    @Test
    void relaysABodyLargerThanTheRequestLimit() {
        String body = "{\"messages\":[\"" + "x".repeat(14 << 20) + "\"]}";
        MEMORY.answers(request -> FakeMemoryService.Reply.json(200, body));

        client().get()
                .uri("/conversations/c")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody(String.class)
                // not isEqualTo, whose message would have both bodies
                .value(relayed -> assertThat(body.equals(relayed)).isTrue());
    }

    @Test
    void relaysProblemsUnchanged() {
        String problem =
                "{\"type\":\"/problems/not-found\",\"status\":404,\"detail\":\"no such\",\"error\":\"not_found\"}";
        MEMORY.answers(request -> new FakeMemoryService.Reply(404, "application/problem+json", problem, Map.of()));

        client().delete()
                .uri("/conversations/c")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(String.class)
                .isEqualTo(problem);
    }

    @Test
    void relaysRetryAfter() {
        MEMORY.answers(request ->
                new FakeMemoryService.Reply(503, "application/problem+json", "{}", Map.of("Retry-After", "9")));

        client().get()
                .uri("/conversations")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "9");
    }

    @Test
    void relaysOnlyTheParametersOfTheContract() {
        client().get()
                .uri(uri("/conversations?limit=5&cursor=a%2Bb%26%3D&preview=true&x=1"))
                .exchange()
                .expectStatus()
                .isOk();
        client().delete()
                .uri(uri("/conversations/c?playbook=true"))
                .exchange()
                .expectStatus()
                .isOk();
        client().get()
                .uri(uri("/playbook/c?insight_type=fact"))
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(MEMORY.requests("GET", "/conversations").getFirst().uri())
                .isEqualTo("/conversations?limit=5&cursor=a%2Bb%26%3D&preview=true");
        assertThat(MEMORY.requests("DELETE", "/conversations/c").getFirst().uri())
                .isEqualTo("/conversations/c?playbook=true");
        assertThat(MEMORY.requests("GET", "/playbook/c").getFirst().uri()).isEqualTo("/playbook/c?insight_type=fact");
    }

    @Test
    void rejectsInvalidCids() {
        client().get()
                .uri(uri("/conversations/" + "c".repeat(101)))
                .exchange()
                .expectStatus()
                .isEqualTo(422);
        client().get()
                .uri(uri("/conversations/a%00b"))
                .exchange()
                .expectStatus()
                .isEqualTo(422);
        assertThat(MEMORY.requests("GET", "/conversations/")).isEmpty();
    }

    @Test
    void answers504AtTheDeadline() {
        MEMORY.hangs();

        client().get()
                .uri("/conversations")
                .header("X-Deadline", Long.toString(System.currentTimeMillis() + 500))
                .exchange()
                .expectStatus()
                .isEqualTo(504);
    }

    private URI uri(String rawPath) {
        return URI.create("http://127.0.0.1:" + port() + rawPath);
    }
}
