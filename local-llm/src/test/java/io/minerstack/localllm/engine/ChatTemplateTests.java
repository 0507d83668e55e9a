package io.minerstack.localllm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.localllm.engine.PromptMessage.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ChatTemplateTests {

    private final ChatTemplate template = new ChatTemplate(json -> "<" + json + ">", new JsonMapper());

    @Test
    void putsEachTextInItsPlaceWhateverItHolds() {
        String prompt = template.apply(
                List.of(new Message(Role.SYSTEM, "nul \0 🙂 $1 \\"), new Message(Role.USER, "@@text0@@")));

        assertThat(prompt).contains("nul \0 🙂 $1 \\").contains("@@text0@@").doesNotContain("@@text1@@");
        assertThat(prompt.split("nul", -1))
                .as("a text is not looked into for marks")
                .hasSize(2);
    }

    @Test
    void passesTheRolesOn() {
        assertThat(template.apply(List.of(new Message(Role.SYSTEM, "a"), new Message(Role.ASSISTANT, "b"))))
                .contains("\"system\"")
                .contains("\"assistant\"");
    }
}
