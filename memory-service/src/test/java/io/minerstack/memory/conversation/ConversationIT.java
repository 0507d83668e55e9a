package io.minerstack.memory.conversation;

import static io.minerstack.memory.TestObjects.feedback;
import static io.minerstack.memory.TestObjects.insert;
import static io.minerstack.memory.TestObjects.newCid;
import static io.minerstack.memory.TestObjects.newTenant;
import static io.minerstack.memory.TestObjects.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.minerstack.memory.MemoryServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

class ConversationIT extends MemoryServer {

    @Test
    void listsNewestFirstInPages() {
        WebTestClient client = as(newTenant());
        List<String> cids = IntStream.range(0, 7).mapToObj(i -> "list-" + i).toList();
        for (String cid : cids) {
            append(client, cid, "t");
            if (!cid.equals("list-3")) {
                clock.advance(Duration.ofSeconds(1)); // list-3 and list-4 have the same time
            }
        }

        List<String> listed = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            String page = list(client, 3, cursor);
            listed.addAll(JsonPath.<List<String>>read(page, "$.conversations[*].cid"));
            assertThat(JsonPath.<Integer>read(page, "$.total_conversations")).isEqualTo(7);
            cursor = page.contains("next_cursor") ? JsonPath.read(page, "$.next_cursor") : null;
            pages++;
        } while (cursor != null);

        assertThat(listed).isEqualTo(cids.reversed());
        assertThat(pages).isEqualTo(3);
        client.get()
                .uri("/conversations")
                .exchange()
                .expectBody()
                .jsonPath("$.conversations.length()")
                .isEqualTo(7)
                .jsonPath("$.conversations[0].messages")
                .isEqualTo(2)
                .jsonPath("$.next_cursor")
                .doesNotExist();
    }

    @Test
    void beginsWithTheOldestKeptMessageOfTheUserOnRequest() {
        WebTestClient client = as(newTenant());
        String long300 = "\uD83D\uDE80".repeat(300);
        turns(client, "short", "Task: \nQuery 1: <b>Hello</b>\u202E");
        turns(client, "long", long300 + "cut");
        turns(
                client,
                "trimmed",
                IntStream.range(0, 6).mapToObj(i -> "question " + i).toArray(String[]::new));

        String with = preview(client, "?preview=true");

        assertThat(with).contains("\"trimmed\"").doesNotContain("cut");
        assertThat(JsonPath.<List<String>>read(with, "$.conversations[?(@.cid == 'short')].preview"))
                .containsExactly("Task: \nQuery 1: <b>Hello</b>\u202E");
        assertThat(JsonPath.<List<String>>read(with, "$.conversations[?(@.cid == 'long')].preview"))
                .containsExactly(long300);
        assertThat(JsonPath.<List<String>>read(with, "$.conversations[?(@.cid == 'trimmed')].preview"))
                .as("the first of the ten messages that are kept")
                .containsExactly("question 1");
        assertThat(preview(client, "?limit=2&preview=true")).contains("next_cursor", "preview");
        assertThat(preview(client, "")).doesNotContain("preview", "question");
        client.get()
                .uri("/conversations?preview=perhaps")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private static void turns(WebTestClient client, String cid, String... questions) {
        for (String question : questions) {
            post(client, "/turns", turn(cid, "t-" + question.hashCode(), question, "an answer"))
                    .expectStatus()
                    .isOk();
        }
    }

    private static String preview(WebTestClient client, String query) {
        return Objects.requireNonNull(client.get()
                .uri("/conversations" + query)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void returnsAnEmptyListForATenantWithoutConversations() {
        assertThat(list(as(newTenant()), 100, null)).isEqualTo("{\"total_conversations\":0,\"conversations\":[]}");
    }

    @Test
    void refusesInvalidLimitsAndCursors() {
        WebTestClient client = as(newTenant());
        for (String query : List.of(
                "limit=0",
                "limit=101",
                "limit=-1",
                "cursor=nonsense",
                "cursor=AQ",
                "cursor=!!",
                "cursor=" + "A".repeat(900))) {
            client.get()
                    .uri("/conversations?" + query)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(422);
        }
        client.get().uri("/conversations?limit=many").exchange().expectStatus().isBadRequest();
    }

    @Test
    void deletesTheMessagesButNotThePlaybook() {
        WebTestClient client = as("alice");
        String cid = newCid();
        append(client, cid, "t1");
        post(client, "/playbook/operations", feedback(cid, "f1", insert("preference", "style", "short")))
                .expectStatus()
                .isOk();

        client.delete()
                .uri("/conversations/{cid}", cid)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.success")
                .isEqualTo(true)
                .jsonPath("$.cid")
                .isEqualTo(cid);

        client.get().uri("/conversations/{cid}", cid).exchange().expectStatus().isNotFound();
        client.delete()
                .uri("/conversations/{cid}", cid)
                .exchange()
                .expectStatus()
                .isNotFound();
        client.get()
                .uri("/playbook/{cid}", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.entry_count")
                .isEqualTo(1);
        assertThat(query("SELECT count(*) FROM turn WHERE cid = '" + cid + "'")).containsExactly("0");

        clock.advance(Duration.ofHours(1));
        append(client, cid, "t2");
        client.get()
                .uri("/conversations/{cid}", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.message_count")
                .isEqualTo(2)
                .jsonPath("$.created_at")
                .isEqualTo("2026-01-01T13:00:00.000001+00:00");
    }

    @Test
    void erasesMessagesPlaybookAndLogOnRequest() {
        WebTestClient client = as("alice");
        String cid = newCid();
        String other = newCid();
        String marker = "Zanzibar";
        for (String each : List.of(cid, other)) {
            String word = each.equals(cid) ? marker : "untouched";
            post(client, "/turns", turn(each, "t-" + word, word, word))
                    .expectStatus()
                    .isOk();
            var body = feedback(each, "f-" + word, insert("fact", "home " + word, "lives in " + word));
            body.put("feedback", "I live in " + word);
            body.put("raw_reply", word);
            post(client, "/playbook/operations", body).expectStatus().isOk();
        }
        assertThat(columnsHolding(marker)).isNotEmpty();

        client.delete()
                .uri("/conversations/{cid}?playbook=true", cid)
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(columnsHolding(marker)).isEmpty();
        assertThat(columnsHolding(marker.toLowerCase(Locale.ROOT))).isEmpty();
        assertThat(query("SELECT count(*) FROM conversation WHERE cid = '" + cid + "'"))
                .containsExactly("0");
        client.get()
                .uri("/playbook/{cid}", other)
                .exchange()
                .expectBody()
                .jsonPath("$.entry_count")
                .isEqualTo(1);
        client.delete()
                .uri("/conversations/{cid}?playbook=true", cid)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void erasesAPlaybookWithoutMessages() {
        WebTestClient client = as("alice");
        String cid = newCid();
        post(client, "/playbook/operations", feedback(cid, "f", insert("fact", "k", "v")))
                .expectStatus()
                .isOk();
        client.get().uri("/conversations/{cid}", cid).exchange().expectStatus().isNotFound();
        client.delete()
                .uri("/conversations/{cid}", cid)
                .exchange()
                .expectStatus()
                .isNotFound();
        client.delete()
                .uri("/conversations/{cid}?playbook=true", cid)
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(query("SELECT count(*) FROM playbook_feedback WHERE cid = '" + cid + "'"))
                .containsExactly("0");
    }

    /** All columns of all tables that contain the text. */
    private static List<String> columnsHolding(String text) {
        return query("SELECT table_name || '.' || column_name FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND table_name <> 'flyway_schema_history'")
                .stream()
                .filter(column -> {
                    String[] parts = column.split("\\.", 2);
                    return !query("SELECT 1 FROM " + parts[0] + " WHERE " + parts[1] + "::text LIKE '%" + text + "%'")
                            .isEmpty();
                })
                .toList();
    }

    private static String list(WebTestClient client, int limit, @Nullable String cursor) {
        return Objects.requireNonNull(client.get()
                .uri(uri -> {
                    uri.path("/conversations").queryParam("limit", limit);
                    return cursor == null
                            ? uri.build()
                            : uri.queryParam("cursor", cursor).build();
                })
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
