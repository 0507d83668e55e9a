package io.minerstack.memory.conversationkey;

import static io.minerstack.memory.TestObjects.feedback;
import static io.minerstack.memory.TestObjects.insert;
import static io.minerstack.memory.TestObjects.newCid;
import static io.minerstack.memory.TestObjects.newTenant;
import static io.minerstack.memory.TestObjects.turn;

import com.jayway.jsonpath.JsonPath;
import io.minerstack.memory.MemoryServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Two tenants use the same cid at every endpoint. */
class TenantIsolationIT extends MemoryServer {

    private final String cid = newCid();
    private WebTestClient owner;
    private WebTestClient other;

    @Test
    void refusesRequestsWithoutATenant() {
        append(as("default"), "whose", "t");
        WebTestClient withoutTenant =
                WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();

        for (String path : List.of("/conversations/whose", "/context?cid=whose", "/playbook/whose", "/conversations")) {
            withoutTenant.get().uri(path).exchange().expectStatus().isBadRequest();
        }
    }

    @BeforeEach
    void createOwnersConversationAndPlaybook() {
        owner = as(newTenant());
        other = as(newTenant());
        append(owner, cid, "t1");
        post(owner, "/playbook/operations", feedback(cid, "f1", insert("fact", "city", "Lives in Lisbon since 2019")))
                .expectStatus()
                .isOk();
    }

    @Test
    void hidesTheOwnersConversationAndPlaybook() {
        other.get().uri("/conversations/{cid}", cid).exchange().expectStatus().isNotFound();
        other.get()
                .uri("/conversations")
                .exchange()
                .expectBody()
                .jsonPath("$.total_conversations")
                .isEqualTo(0);
        other.get()
                .uri("/playbook/{cid}", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.entry_count")
                .isEqualTo(0);
        other.get()
                .uri("/playbook/{cid}/context", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.formatted_context")
                .isEqualTo("No playbook entries found for this conversation.");
        other.get()
                .uri("/context?cid={cid}", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.messages.length()")
                .isEqualTo(0)
                .jsonPath("$.playbook.version")
                .isEqualTo(0)
                .jsonPath("$.playbook.entries.length()")
                .isEqualTo(0);
    }

    @Test
    void doesNotDeleteTheOwnersConversation() {
        other.delete()
                .uri("/conversations/{cid}?playbook=true", cid)
                .exchange()
                .expectStatus()
                .isNotFound();
        append(other, cid, "t-other");
        other.delete()
                .uri("/conversations/{cid}?playbook=true", cid)
                .exchange()
                .expectStatus()
                .isOk();
        assertOwnersMemoryIsUnchanged();
    }

    @Test
    void acceptsTheTurnAndFeedbackIdsOfAnotherTenant() {
        post(other, "/turns", turn(cid, "t1", "mine", "too"))
                .expectBody()
                .jsonPath("$.last_seq")
                .isEqualTo(2);
        post(other, "/playbook/operations", feedback(cid, "f1", insert("fact", "city", "Lives in Porto")))
                .expectBody()
                .jsonPath("$.applied[0].outcome")
                .isEqualTo("inserted");
        other.get()
                .uri("/conversations/{cid}", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.messages[0].content")
                .isEqualTo("mine");
        assertOwnersMemoryIsUnchanged();
    }

    @Test
    void doesNotListAnotherTenantWithItsCursor() {
        for (int i = 0; i < 3; i++) {
            append(owner, cid + i, "t");
        }
        String cursor = JsonPath.read(
                owner.get()
                        .uri("/conversations?limit=1")
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody(),
                "$.next_cursor");
        other.get()
                .uri("/conversations?cursor={cursor}", cursor)
                .exchange()
                .expectBody()
                .jsonPath("$.conversations.length()")
                .isEqualTo(0);
    }

    private void assertOwnersMemoryIsUnchanged() {
        owner.get()
                .uri("/context?cid={cid}", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.messages.length()")
                .isEqualTo(2)
                .jsonPath("$.messages[0].content")
                .isEqualTo("question of t1")
                .jsonPath("$.playbook.entries[0].value")
                .isEqualTo("Lives in Lisbon since 2019");
    }
}
