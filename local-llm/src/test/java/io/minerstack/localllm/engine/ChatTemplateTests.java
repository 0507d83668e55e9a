package io.minerstack.localllm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.localllm.engine.PromptMessage.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ChatTemplateTests {

    private final ChatTemplate template = new ChatTemplate(json -> "<" + json + ">", new JsonMapper());

    @Test
    void replacesEachPlaceholderByItsText() {
        String prompt = template.apply(
                List.of(new PromptMessage(Role.SYSTEM, "nul \0 🙂 $1 \\"), new PromptMessage(Role.USER, "@@text0@@")));

        assertThat(prompt).contains("nul \0 🙂 $1 \\").contains("@@text0@@").doesNotContain("@@text1@@");
        assertThat(prompt.split("nul", -1))
                .as("placeholders inside a text are not replaced")
                .hasSize(2);
    }

    @Test
    void passesTheRolesToTheNativeTemplate() {
        assertThat(template.apply(List.of(new PromptMessage(Role.SYSTEM, "a"), new PromptMessage(Role.ASSISTANT, "b"))))
                .contains("\"system\"")
                .contains("\"assistant\"");
    }
}
