package io.minerstack.llmproxy.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TokenEstimateTests {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "4, 1", "5, 2", "8, 2"})
    void hasATokenForEachFourCharacters(int characters, int tokens) {
        assertThat(TokenEstimate.of(characters)).isEqualTo(tokens);
    }

    /** The JSON of these messages has 5 characters, for which the answer's estimate says 2, too. */
    @ParameterizedTest
    @CsvSource({"'{}', 1", "'{\"messages\":[123]}', 2"})
    void estimatesPromptsAsAnswersAndNeverNone(String body, int tokens) {
        CallerRequest request =
                CallerRequest.of(JsonMapper.shared().readTree(body).asObject());

        assertThat(request.estimatedPromptTokens()).isEqualTo(tokens);
    }
}
