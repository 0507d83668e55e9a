package io.minerstack.memory.context;

import static io.minerstack.memory.TestObjects.feedback;
import static io.minerstack.memory.TestObjects.insert;
import static io.minerstack.memory.TestObjects.newCid;

import io.minerstack.memory.MemoryServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

class ContextIT extends MemoryServer {

    private final String cid = newCid();

    @BeforeEach
    void appendFourTurnsAndInsertOneEntry() {
        WebTestClient client = as("context-tests");
        for (int i = 1; i <= 4; i++) {
            append(client, cid, "t" + i);
        }
        post(client, "/playbook/operations", feedback(cid, "f", insert("fact", "k", "v")))
                .expectStatus()
                .isOk();
    }

    @Test
    void returnsTheLastFiveMessagesAndThePlaybook() {
        read("").jsonPath("$.messages.length()")
                .isEqualTo(5)
                .jsonPath("$.messages[0].content")
                .isEqualTo("answer of t2")
                .jsonPath("$.messages[4].content")
                .isEqualTo("answer of t4")
                .jsonPath("$.playbook.entries.length()")
                .isEqualTo(1);
    }

    @Test
    void omitsMessagesOrPlaybookOnRequest() {
        read("&messages=0")
                .jsonPath("$.messages.length()")
                .isEqualTo(0)
                .jsonPath("$.playbook.version")
                .isEqualTo(1);
        read("&playbook=false")
                .jsonPath("$.messages.length()")
                .isEqualTo(5)
                .jsonPath("$.playbook.version")
                .isEqualTo(0)
                .jsonPath("$.playbook.entries.length()")
                .isEqualTo(0);
    }

    @Test
    void returnsAllMessagesIfMoreAreRequestedThanExist() {
        read("&messages=2000000000").jsonPath("$.messages.length()").isEqualTo(8);
        as("context-tests")
                .get()
                .uri("/context?cid={cid}&messages=-1", cid)
                .exchange()
                .expectStatus()
                .isEqualTo(422);
    }

    private BodyContentSpec read(String query) {
        return as("context-tests")
                .get()
                .uri("/context?cid={cid}" + query, cid)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }
}
