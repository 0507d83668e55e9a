package io.minerstack.llmproxy.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TokenUsageTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void doesNotReadThePromptWhereTheUpstreamCounted() {
        IntSupplier unread = () -> {
            throw new AssertionError("read the prompt");
        };

        TokenUsage usage = TokenUsage.of(JSON.readTree("""
                {"prompt_tokens":7,"completion_tokens":3}"""), unread, 99, JSON);

        assertThat(usage.input()).isEqualTo(7);
        assertThat(usage.output()).isEqualTo(3);
        assertThat(usage.estimated()).isFalse();
    }

    @Test
    void estimatesWhereTheUpstreamDidNotCount() {
        TokenUsage usage = TokenUsage.of(null, () -> 5, 2, JSON);

        assertThat(usage.json().path("total_tokens").asInt()).isEqualTo(7);
        assertThat(usage.estimated()).isTrue();
    }
}
