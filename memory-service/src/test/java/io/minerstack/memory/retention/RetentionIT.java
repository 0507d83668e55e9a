package io.minerstack.memory.retention;

import static io.minerstack.memory.TestObjects.feedback;
import static io.minerstack.memory.TestObjects.insert;
import static io.minerstack.memory.TestObjects.newCid;
import static io.minerstack.memory.TestObjects.newTenant;
import static io.minerstack.memory.TestObjects.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.memory.MemoryServer;
import io.minerstack.memory.MutableClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;

/** Scheduled sweeps are off here: reads must hide expired messages by themselves. */
class RetentionIT extends MemoryServer {

    @Autowired
    private RetentionSweep sweep;

    @Test
    void hidesMessagesOlderThanSevenDaysBeforeTheyAreDeleted() {
        WebTestClient client = as(newTenant());
        String cid = newCid();
        append(client, cid, "old");
        clock.advance(Duration.ofDays(3));
        append(client, cid, "new");

        clock.set(MutableClock.START.plus(Duration.ofDays(7)).plusNanos(1000));
        client.get()
                .uri("/conversations/{cid}", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.message_count")
                .isEqualTo(2)
                .jsonPath("$.messages[0].content")
                .isEqualTo("question of new");
        client.get()
                .uri("/context?cid={cid}", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.messages.length()")
                .isEqualTo(2);
        client.get()
                .uri("/conversations")
                .exchange()
                .expectBody()
                .jsonPath("$.conversations[0].messages")
                .isEqualTo(2);

        clock.advance(Duration.ofDays(3));
        client.get().uri("/conversations/{cid}", cid).exchange().expectStatus().isNotFound();
        client.delete()
                .uri("/conversations/{cid}", cid)
                .exchange()
                .expectStatus()
                .isNotFound();
        client.get()
                .uri("/conversations")
                .exchange()
                .expectBody()
                .jsonPath("$.total_conversations")
                .isEqualTo(0);
        client.get()
                .uri("/context?cid={cid}", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.messages.length()")
                .isEqualTo(0);
    }

    @Test
    void returnsAMessageThatIsExactlySevenDaysOld() {
        WebTestClient client = as(newTenant());
        String cid = newCid();
        append(client, cid, "t");
        clock.advance(Duration.ofDays(7));
        client.get().uri("/conversations/{cid}", cid).exchange().expectStatus().isOk();
    }

    @Test
    void startsAnExpiredConversationAnewOnAppend() {
        WebTestClient client = as(newTenant());
        String cid = newCid();
        append(client, cid, "old");
        clock.advance(Duration.ofDays(8));
        append(client, cid, "new");
        client.get()
                .uri("/conversations/{cid}", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.message_count")
                .isEqualTo(2)
                .jsonPath("$.created_at")
                .isEqualTo("2026-01-09T12:00:00.000001+00:00");
    }

    @Test
    void deletesExpiredDataButNoPlaybooks() {
        WebTestClient client = as(newTenant());
        String idle = newCid();
        String going = newCid();
        String taught = newCid();
        append(client, idle, "t");
        append(client, going, "old");
        append(client, taught, "t");
        post(client, "/playbook/operations", feedback(taught, "f", insert("fact", "k", "v")))
                .expectStatus()
                .isOk();
        clock.advance(Duration.ofDays(8));
        append(client, going, "new");

        StepVerifier.create(sweep.run()).expectComplete().verify(Duration.ofSeconds(30));

        assertThat(query("SELECT count(*) FROM conversation WHERE cid = '" + idle + "'"))
                .containsExactly("0");
        assertThat(query("SELECT content FROM message WHERE cid IN ('" + idle + "', '" + going + "', '" + taught
                        + "') ORDER BY seq"))
                .containsExactly("question of new", "answer of new");
        assertThat(query("SELECT turn_id FROM turn WHERE cid IN ('" + idle + "', '" + taught + "')"))
                .isEmpty();
        assertThat(query("SELECT value FROM playbook_entry WHERE cid = '" + taught + "'"))
                .containsExactly("v");
    }

    @Test
    void deletesABacklogInBatches() {
        String tenant = newTenant();
        WebTestClient client = as(tenant);
        for (int i = 0; i < 600; i++) {
            append(client, "backlog-" + i, "t");
        }
        clock.advance(Duration.ofDays(8));
        StepVerifier.create(sweep.run()).expectComplete().verify(Duration.ofSeconds(60));
        assertThat(query("SELECT count(*) FROM message WHERE tenant = '" + tenant + "'"))
                .containsExactly("0");
        assertThat(query("SELECT count(*) FROM conversation WHERE tenant = '" + tenant + "'"))
                .containsExactly("0");
    }

    @Test
    void deletesThePlaybookLogAndDeletedEntriesAfterNinetyDays() {
        WebTestClient client = as(newTenant());
        String living = newCid();
        String emptied = newCid();
        post(client, "/playbook/operations", feedback(living, "old", insert("fact", "k", "v")));
        post(client, "/playbook/operations", feedback(emptied, "f1", insert("fact", "k", "v")));
        post(client, "/playbook/operations", feedback(emptied, "f2", operation("delete", "fact", "k", "", 1)));
        clock.advance(Duration.ofDays(89));
        StepVerifier.create(sweep.run()).expectComplete().verify(Duration.ofSeconds(30));
        assertThat(query("SELECT count(*) FROM playbook_operation WHERE cid = '" + emptied + "'"))
                .containsExactly("2");
        post(client, "/playbook/operations", feedback(living, "new", insert("fact", "k", "w")));
        clock.advance(Duration.ofDays(2));

        StepVerifier.create(sweep.run()).expectComplete().verify(Duration.ofSeconds(30));

        String both = "('" + living + "', '" + emptied + "')";
        assertThat(query("SELECT feedback_id FROM playbook_feedback WHERE cid IN " + both))
                .containsExactly("new");
        assertThat(query("SELECT value FROM playbook_entry WHERE cid IN " + both))
                .containsExactly("w");
        assertThat(query("SELECT cid FROM conversation WHERE cid IN " + both)).containsExactly(living);
    }

    @Test
    void keepsNoRowOfAFeedbackThatTaughtNothing() {
        WebTestClient client = as(newTenant());
        String cid = newCid();
        Map<String, Object> thumb = new HashMap<>(feedback(cid, "f", insert("fact", "k", "v")));
        thumb.put("operations", List.of());

        post(client, "/playbook/operations", thumb).expectStatus().isOk();

        assertThat(query("SELECT cid FROM conversation WHERE cid = '" + cid + "'"))
                .isEmpty();
        assertThat(query("SELECT cid FROM playbook_feedback WHERE cid = '" + cid + "'"))
                .isEmpty();
    }
}
