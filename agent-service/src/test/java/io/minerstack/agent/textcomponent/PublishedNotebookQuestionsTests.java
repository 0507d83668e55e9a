package io.minerstack.agent.textcomponent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The question set {@code notebook} of the eval run: 200 requests in ten languages. */
class PublishedNotebookQuestionsTests {

    @Test
    void theWordListsDecideAllOfThemAsExpected() throws IOException {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("/eval/notebook.jsonl")),
                StandardCharsets.UTF_8))) {
            DocumentIntentDetector detector = new DocumentIntentDetector();
            List<JsonNode> questions =
                    file.lines().map(JsonMapper.shared()::readTree).toList();
            List<String> wrong = questions.stream()
                    .filter(question ->
                            detector.asksForDocument(question.path("query").asString())
                                    != question.at("/expect/document").asBoolean())
                    .map(question -> question.path("id").asString() + " "
                            + question.path("query").asString())
                    .toList();
            assertThat(questions).hasSize(200);
            assertThat(wrong).isEmpty();
        }
    }
}
