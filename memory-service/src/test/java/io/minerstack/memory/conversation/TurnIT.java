package io.minerstack.memory.conversation;

import static io.minerstack.memory.TestObjects.newCid;
import static io.minerstack.memory.TestObjects.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.memory.MemoryServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class TurnIT extends MemoryServer {

    @Test
    void keepsTheLastTenMessagesInTheOrderOfTheirTurns() {
        WebTestClient client = as("alice");
        String cid = newCid();
        for (int i = 1; i <= 7; i++) {
            post(client, "/turns", turn(cid, "t" + i))
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.last_seq")
                    .isEqualTo(2 * i)
                    .jsonPath("$.messages")
                    .isEqualTo(Math.min(10, 2 * i))
                    .jsonPath("$.cid")
                    .isEqualTo(cid);
        }

        client.get()
                .uri("/conversations/{cid}", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.message_count")
                .isEqualTo(10)
                .jsonPath("$.messages[0].content")
                .isEqualTo("question of t3")
                .jsonPath("$.messages[9].content")
                .isEqualTo("answer of t7")
                .jsonPath("$.messages[9].role")
                .isEqualTo("assistant");
    }

    @Test
    void removesWhatAFeedbackTakesBackFromTheEarlierTurns() {
        WebTestClient client = as("alice");
        String cid = newCid();
        post(
                        client,
                        "/turns",
                        turn(
                                cid,
                                "t1",
                                "Task: Chat\nQuery 1: My phone number is 555-0100. I like tea.",
                                "Noted: your phone number is 555-0100. Tea is fine."))
                .expectBody();
        post(client, "/turns", turn(cid, "t2", "Task: Chat\nQuery 1: Which phone has a large number pad?", "Many."))
                .expectBody();
        Map<String, Object> feedback =
                new HashMap<>(turn(cid, "t3", "User feedback: Forget my phone number.", "Thank you."));
        feedback.put("feedback", true);

        post(client, "/turns", feedback).expectStatus().isOk().expectBody();

        assertThat(query("SELECT content FROM message WHERE tenant = 'alice' AND cid = '" + cid + "' ORDER BY seq"))
                .startsWith(
                        "Task: Chat\nQuery 1: [not stored, as the person asked] I like tea.",
                        "[not stored, as the person asked] Tea is fine.")
                .contains("Task: Chat\nQuery 1: Which phone has a large number pad?")
                .allSatisfy(message -> assertThat(message).doesNotContain("555-0100"))
                .hasSize(6);
    }

    @Test
    void removesEverythingFromTheEarlierTurnsAfterSuchAFeedback() {
        WebTestClient client = as("alice");
        String cid = newCid();
        post(client, "/turns", turn(cid, "t1", "Task: Chat\nQuery 1: I live in Oslo.", "Oslo is fine."))
                .expectBody();
        Map<String, Object> feedback = new HashMap<>(
                turn(cid, "t2", "User feedback: Please forget everything you know about me.", "Thank you."));
        feedback.put("feedback", true);

        post(client, "/turns", feedback).expectStatus().isOk().expectBody();

        assertThat(query("SELECT content FROM message WHERE tenant = 'alice' AND cid = '" + cid + "' ORDER BY seq"))
                .hasSize(4)
                .allSatisfy(message -> assertThat(message).doesNotContain("Oslo"));
    }

    @Test
    void numbersTurnsWithoutGapsUnderConcurrentAppends() {
        WebTestClient client = as("alice");
        String cid = newCid();

        StepVerifier.create(Flux.range(0, 50)
                        .flatMap(
                                i -> Flux.just(i)
                                        .publishOn(Schedulers.boundedElastic())
                                        .doOnNext(n -> append(client, cid, "turn-" + n)),
                                50)
                        .then())
                .expectComplete()
                .verify(Duration.ofSeconds(60));

        String where = " WHERE tenant = 'alice' AND cid = '" + cid + "'";
        assertThat(query("SELECT seq FROM message" + where + " ORDER BY seq"))
                .isEqualTo(
                        LongStream.rangeClosed(91, 100).mapToObj(Long::toString).toList());
        assertThat(query("SELECT last_seq FROM turn" + where + " ORDER BY last_seq"))
                .isEqualTo(LongStream.rangeClosed(1, 50)
                        .mapToObj(n -> Long.toString(2 * n))
                        .toList());
        List<String> contents = query("SELECT content FROM message" + where + " ORDER BY seq");
        for (int i = 0; i < 10; i += 2) {
            assertThat(contents.get(i + 1)).isEqualTo(contents.get(i).replace("question of", "answer of"));
        }
    }

    @Test
    void storesARepeatedTurnOnceEvenIfItsMessagesAreTrimmed() {
        WebTestClient client = as("alice");
        String cid = newCid();
        for (int i = 1; i <= 8; i++) {
            append(client, cid, "t" + i);
        }

        post(client, "/turns", turn(cid, "t2", "other", "other"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.last_seq")
                .isEqualTo(4)
                .jsonPath("$.messages")
                .isEqualTo(4);
        assertThat(query("SELECT last_seq FROM conversation WHERE cid = '" + cid + "'"))
                .containsExactly("16");
    }

    @Test
    void storesATurnOnceUnderConcurrentRepeats() {
        WebTestClient client = as("alice");
        String cid = newCid();

        StepVerifier.create(Flux.range(0, 20)
                        .flatMap(
                                i -> Flux.just(i)
                                        .publishOn(Schedulers.boundedElastic())
                                        .doOnNext(n -> append(client, cid, "the-same")),
                                20)
                        .then())
                .expectComplete()
                .verify(Duration.ofSeconds(60));
        append(client, cid, "next");

        assertThat(query("SELECT seq FROM message WHERE cid = '" + cid + "' ORDER BY seq"))
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void deletesOldTurnIds() {
        WebTestClient client = as("alice");
        String cid = newCid();
        for (int i = 1; i <= 140; i++) {
            append(client, cid, "t" + i);
        }
        assertThat(query("SELECT count(*) FROM turn WHERE cid = '" + cid + "'").getFirst())
                .satisfies(count -> assertThat(Integer.parseInt(count)).isBetween(100, 132));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "assistant", "turn_id", "cid"})
    void refusesBlankAndMissingFields(String field) {
        for (String value : new String[] {"", "  \n\t", null}) {
            Map<String, Object> body = new HashMap<>(turn(newCid(), "t"));
            if (field.equals("cid") && "  \n\t".equals(value)) {
                continue; // a cid may have white space; CidIT tests control characters
            }
            body.put(field, value);
            post(as("alice"), "/turns", body)
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo(field);
        }
    }

    @Test
    void replacesCharactersThatPostgresqlCannotStore() {
        WebTestClient client = as("alice");
        String cid = newCid();
        String body = """
                {"cid":"%s","turn_id":"t","user":"a\\u0000b","assistant":"x\\ud83dy\\ud83d\\ude00"}""".formatted(cid);
        post(client, "/turns", body).expectStatus().isOk();
        client.get()
                .uri("/conversations/{cid}", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.messages[0].content")
                .isEqualTo("a\uFFFDb")
                .jsonPath("$.messages[1].content")
                .isEqualTo("x\uFFFDy😀");
    }

    @Test
    void acceptsTheLargestTurnOfTheContract() {
        WebTestClient client = as("alice");
        String cid = newCid();
        String large = "😀".repeat(50_000);
        post(client, "/turns", turn(cid, "t", "q".repeat(510_000), large))
                .expectStatus()
                .isOk();
        client.get()
                .uri("/conversations/{cid}", cid)
                .exchange()
                .expectBody()
                .jsonPath("$.messages[1].content")
                .isEqualTo(large);
        post(client, "/turns", turn(cid, "t2", "q".repeat(600_001), "a"))
                .expectStatus()
                .isEqualTo(422);
    }
}
