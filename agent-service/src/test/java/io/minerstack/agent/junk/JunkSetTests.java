package io.minerstack.agent.junk;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.TestObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How many good answers are taken for junk, and how much junk is found. */
class JunkSetTests {

    private static final double MOST_WRONG = 0.005;
    private static final double LEAST_FOUND = 0.95;

    private final JunkDetector detector = new JunkDetector();

    @Test
    void takesLessThanOneInTwoHundredGoodAnswersForJunk() {
        List<JsonNode> answers = read("good-answers.jsonl");
        List<String> caught = new ArrayList<>();
        for (JsonNode answer : answers) {
            JunkFinding finding = check(answer);
            if (finding != null) {
                caught.add(finding.reason() + ": " + answer);
            }
        }

        assertThat(answers).hasSizeGreaterThanOrEqualTo(500);
        assertThat(caught).hasSizeLessThan((int) Math.ceil(MOST_WRONG * answers.size()));
    }

    @Test
    void findsJunkOfEachKind() {
        List<JsonNode> answers = read("junk-answers.jsonl");
        List<String> missed = new ArrayList<>();
        for (JsonNode answer : answers) {
            JunkFinding finding = check(answer);
            if (finding == null
                    || !finding.reason().label().equals(answer.get("reason").asString())) {
                missed.add(finding + " for " + answer);
            }
        }

        assertThat(missed).hasSizeLessThanOrEqualTo((int) ((1 - LEAST_FOUND) * answers.size()));
        assertThat(answers.stream()
                        .map(answer -> answer.get("reason").asString())
                        .distinct())
                .hasSize(JunkReason.values().length);
    }

    @Test
    void keepsTheBestPart() {
        for (JsonNode answer : read("junk-answers.jsonl")) {
            JsonNode best = answer.get("best");
            if (best != null) {
                assertThat(check(answer))
                        .as("%s", answer)
                        .isNotNull()
                        .extracting(JunkFinding::bestPart)
                        .isEqualTo(best.asString());
            }
        }
    }

    private @Nullable JunkFinding check(JsonNode answer) {
        AnsweredRequest request = AnsweredRequest.of(
                answer.path("task").asString(""),
                List.of(answer.get("query").asString()),
                List.of(),
                List.of(),
                answer.path("review").asBoolean(false));
        return detector.check(
                answer.get("answer").asString(),
                answer.path("finish").asString("stop").equals("length"),
                request);
    }

    private static List<JsonNode> read(String name) {
        try (InputStream file = Objects.requireNonNull(JunkSetTests.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(TestObjects::json)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
