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

/** The question set {@code arithmetic} of the eval run: 75 calculations and 75 word problems. */
class PublishedCalculationsTests {

    @Test
    void codeAnswersAllCalculationsAndNoWordProblem() throws IOException {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("/eval/arithmetic.jsonl")),
                StandardCharsets.UTF_8))) {
            List<JsonNode> calculated = file.lines()
                    .map(JsonMapper.shared()::readTree)
                    .filter(question ->
                            PlainCalculation.answer("", question.path("query").asString()) != null)
                    .toList();
            assertThat(calculated).hasSize(75).allSatisfy(question -> assertThat(
                            PlainCalculation.answer("", question.path("query").asString()))
                    .endsWith(" = " + question.at("/expect/value").asString()));
        }
    }
}
