package io.minerstack.llmproxy.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TokenUsageTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void doesNotReadThePromptWhereTheServerCounted() {
        IntSupplier unread = () -> {
            throw new AssertionError("read the prompt");
        };

        Usage usage = Usage.of(JSON.readTree("""
                {"prompt_tokens":7,"completion_tokens":3}"""), unread, 99, JSON);

        assertThat(usage.input()).isEqualTo(7);
        assertThat(usage.output()).isEqualTo(3);
        assertThat(usage.estimated()).isFalse();
    }

    @Test
    void estimatesWhereTheServerDidNotCount() {
        Usage usage = Usage.of(null, () -> 5, 2, JSON);

        assertThat(usage.json().path("total_tokens").asInt()).isEqualTo(7);
        assertThat(usage.estimated()).isTrue();
    }
}
