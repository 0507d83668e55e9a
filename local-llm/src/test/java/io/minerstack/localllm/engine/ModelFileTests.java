package io.minerstack.localllm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTests {

    @TempDir
    Path folder;

    @Test
    void namesTheVariableWhenNoModelIsSet() {
        assertThatThrownBy(() -> ModelFile.check(" "))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("LOCAL_MODEL_PATH: not set");
    }

    @Test
    void namesTheVariableAndTheMissingFile() {
        Path missing = folder.resolve("missing.gguf");

        assertThatThrownBy(() -> ModelFile.check(missing.toString()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("LOCAL_MODEL_PATH: " + missing + " is not a file");
    }

    @Test
    void rejectsAFolder() {
        assertThatThrownBy(() -> ModelFile.check(folder.toString())).hasMessageEndingWith("is not a file");
    }

    @Test
    void rejectsAFileThatIsNotAGguf() throws IOException {
        Path page = Files.writeString(folder.resolve("page.gguf"), "<html>not found</html>");

        assertThatThrownBy(() -> ModelFile.check(page.toString())).hasMessageEndingWith("is not a GGUF model");
    }

    @Test
    void rejectsAnEmptyFile() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.gguf"));

        assertThatThrownBy(() -> ModelFile.check(empty.toString())).hasMessageEndingWith("is not a GGUF model");
    }

    @Test
    void namesTheModelAfterItsFile() throws IOException {
        Path model = Files.writeString(folder.resolve("Qwen2.5-0.5B.gguf"), "GGUF and more");

        assertThat(ModelFile.check(model.toString()).name()).isEqualTo("Qwen2.5-0.5B");
    }

    @Test
    void namesTheVariableWhenTheModelCanNotBeLoaded() throws IOException {
        Path torn = Files.writeString(folder.resolve("torn.gguf"), "GGUF\3\0\0\0");
        EngineProperties settings = new EngineProperties(torn.toString(), "", 512, 1, 1, 1.1, 64);

        assertThatThrownBy(() -> LlamaCppEngine.load(ModelFile.check(torn.toString()), settings))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("LOCAL_MODEL_PATH: " + torn + " can't be loaded as a model");
    }
}
