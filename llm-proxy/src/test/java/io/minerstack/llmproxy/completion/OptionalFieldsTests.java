package io.minerstack.llmproxy.completion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class OptionalFieldsTests {

    /** lmstudio-ai/lmstudio-bug-tracker#307: a caller that can do without a form of the answer may say so. */
    @Test
    void leavesOutAnyFieldWithoutWhichTheQuestionIsTheSame() {
        HttpHeaders headers = new HttpHeaders();
        headers.set("X-Optional-Fields", "response_format, seed,messages , tools,n");

        assertThat(OptionalFields.read(headers)).containsExactlyInAnyOrder("response_format", "seed");
    }

    @Test
    void leavesOutNothingWithoutTheHeader() {
        assertThat(OptionalFields.read(new HttpHeaders())).isEmpty();
    }
}
