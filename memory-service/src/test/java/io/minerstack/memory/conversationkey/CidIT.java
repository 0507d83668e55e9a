package io.minerstack.memory.conversationkey;

import static io.minerstack.memory.TestObjects.feedback;
import static io.minerstack.memory.TestObjects.insert;
import static io.minerstack.memory.TestObjects.newTenant;
import static io.minerstack.memory.TestObjects.turn;

import io.minerstack.memory.MemoryServer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

class CidIT extends MemoryServer {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a%2Fb",
                "..",
                ".",
                "../../etc",
                "a b+c",
                "semi;colon=1;x",
                "?q#f&a=b",
                "operations",
                "context",
                "😀👩‍👩‍👧",
                "مرحبا بالعالم",
                "\u202Eright-to-left",
                "'; DROP TABLE message; --",
                "\\",
                "{cid}",
                " "
            })
    void findsAConversationByAnyAllowedId(String cid) {
        WebTestClient client = as("cid-tests");
        append(client, cid, "t");
        post(client, "/playbook/operations", feedback(cid, "f", insert("fact", "k", cid + " has its own value")))
                .expectStatus()
                .isOk();
        String encoded = URLEncoder.encode(cid, StandardCharsets.UTF_8).replace("+", "%20");

        for (String path :
                List.of("/conversations/" + encoded, "/playbook/" + encoded, "/playbook/" + encoded + "/context")) {
            client.get()
                    .uri(uri(path))
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.cid")
                    .isEqualTo(cid);
        }
        client.get()
                .uri(uri("/context?cid=" + encoded))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.messages.length()")
                .isEqualTo(2)
                .jsonPath("$.playbook.entries[0].cid")
                .isEqualTo(cid);
        client.delete()
                .uri(uri("/conversations/" + encoded + "?playbook=true"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.cid")
                .isEqualTo(cid);
    }

    @Test
    void readsAnUnencodedSemicolonAsPartOfTheId() {
        WebTestClient client = as("cid-tests");
        append(client, "a;b=c", "t");
        client.get().uri(uri("/conversations/a;b=c")).exchange().expectStatus().isOk();
        client.get().uri(uri("/conversations/a")).exchange().expectStatus().isNotFound();
    }

    @Test
    void comparesIdsByteForByte() {
        WebTestClient client = as(newTenant());
        // different normalization, case, look-alike letters, trailing space
        List<String> cids = List.of("é", "e\u0301", "Id", "id", "ID", "id ", "ｉｄ", "ı", "i");
        cids.forEach(cid -> append(client, cid, "t"));
        client.get()
                .uri("/conversations")
                .exchange()
                .expectBody()
                .jsonPath("$.total_conversations")
                .isEqualTo(cids.size())
                .jsonPath("$.conversations[*].messages")
                .isEqualTo(cids.stream().map(cid -> 2).toList());
    }

    @Test
    void countsCodePoints() {
        WebTestClient client = as("cid-tests");
        String longest = "😀".repeat(100);
        append(client, longest, "t");
        client.get()
                .uri("/conversations/{cid}", longest)
                .exchange()
                .expectStatus()
                .isOk();
        post(client, "/turns", turn(longest + "x", "t", "q", "a"))
                .expectStatus()
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\n", "tab\\t", "\\u007f", "\\u0085", "\\ud83d", "\\ude00x"})
    void refusesControlCharactersAndUnpairedSurrogates(String escaped) {
        post(
                        as("cid-tests"),
                        "/turns",
                        "{\"cid\":\"%s\",\"turn_id\":\"t\",\"user\":\"q\",\"assistant\":\"a\"}".formatted(escaped))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("cid");
    }

    @Test
    void refusesControlCharactersInAPath() {
        as("cid-tests")
                .get()
                .uri(uri("/conversations/a%00b"))
                .exchange()
                .expectStatus()
                .isEqualTo(422);
        as("cid-tests").get().uri("/context").exchange().expectStatus().isEqualTo(422);
    }

    private URI uri(String encoded) {
        return URI.create("http://127.0.0.1:" + port + encoded);
    }
}
