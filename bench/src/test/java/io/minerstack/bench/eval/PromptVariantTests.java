package io.minerstack.bench.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptVariantTests {

    @Test
    void aVariantIsReadWithItsEarlierTurnsInOrder(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("variants.jsonl"), """
                {"name":"bare"}

                {"name":"two","temperature":0.1,"turns":[["What color is snow?","White."],["And grass?","Green."]]}
                """);

        assertThat(PromptVariant.read(file))
                .containsExactly(
                        PromptVariant.questionOnly("bare", null),
                        new PromptVariant(
                                "two",
                                0.1,
                                "",
                                List.of(
                                        new PromptVariant.Turn("What color is snow?", "White."),
                                        new PromptVariant.Turn("And grass?", "Green.")),
                                "{query}"));
    }
}
