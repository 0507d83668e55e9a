package io.minerstack.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.profile.ModelProfile.PromptStyle;
import io.minerstack.agent.profile.ModelProfile.ReplyFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelProfilesTests {

    private static final Temperature DEFAULT = Temperature.byDefault(0.7);

    private ServingModel serving = new ServingModel("vllm", "Meta-Llama-3.1-8B", true);

    private ModelProfile profile(String... small) {
        return new ModelProfiles(new ModelProfileProperties(List.of(small), 0.1), () -> serving).current();
    }

    @Test
    void aModelThatNobodyNamesGetsEveryInstructionAndTheTemperatureOfTheContract() {
        assertThat(profile("local", "smollm2")).isEqualTo(ModelProfile.STANDARD);
        assertThat(ModelProfile.STANDARD.promptStyle()).isEqualTo(PromptStyle.FULL);
        assertThat(ModelProfile.STANDARD.temperature(DEFAULT)).isEqualTo(0.7);
    }

    @Test
    void aSmallModelIsFoundByItsProvider() {
        serving = new ServingModel("local", "default", true);
        ModelProfile profile = profile("smollm2", " Local ");
        assertThat(profile.promptStyle()).isEqualTo(PromptStyle.MINIMAL);
        assertThat(profile.temperature(DEFAULT)).isEqualTo(0.1);
    }

    @Test
    void aSmallModelIsFoundByAPartOfItsName() {
        serving = new ServingModel("vllm", "HuggingFaceTB/SmolLM2-135M-Instruct", true);
        assertThat(profile("smollm2").promptStyle()).isEqualTo(PromptStyle.MINIMAL);
    }

    @Test
    void theNameOfAProviderIsNoPartOfAModelsName() {
        serving = new ServingModel("openai", "gpt", true);
        assertThat(profile("vllm")).isEqualTo(ModelProfile.STANDARD);
    }

    @Test
    void aProviderWithoutSchemasGetsJsonByThePromptOnly() {
        serving = new ServingModel("openai", "gpt", false);
        assertThat(profile("local").replyFormat()).isEqualTo(ReplyFormat.JSON);
        assertThat(profile("local").promptStyle()).isEqualTo(PromptStyle.FULL);
        assertThat(ModelProfile.STANDARD.replyFormat()).isEqualTo(ReplyFormat.JSON_SCHEMA);
    }

    @Test
    void aSmallModelRepliesWithText() {
        serving = new ServingModel("local", "default", true);
        assertThat(profile("local").replyFormat()).isEqualTo(ReplyFormat.TEXT);
    }

    @Test
    void anEmptyEntryNamesNoModel() {
        assertThat(profile("", " ")).isEqualTo(ModelProfile.STANDARD);
    }

    @Test
    void theProfileFollowsTheProviderThatServes() {
        ModelProfiles profiles = new ModelProfiles(new ModelProfileProperties(List.of("local"), 0.1), () -> serving);
        assertThat(profiles.current()).isEqualTo(ModelProfile.STANDARD);
        serving = new ServingModel("local", "default", true);
        assertThat(profiles.current().promptStyle()).isEqualTo(PromptStyle.MINIMAL);
    }

    @Test
    void theOperatorsTemperatureOutranksTheModelsOwn() {
        serving = new ServingModel("local", "default", true);
        assertThat(profile("local").temperature(Temperature.of(0.7, 0.7))).isEqualTo(0.7);
        assertThat(profile("local").temperature(Temperature.of(null, 0.7))).isEqualTo(0.1);
    }
}
