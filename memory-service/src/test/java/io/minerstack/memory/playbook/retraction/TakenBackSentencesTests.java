package io.minerstack.memory.playbook.retraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakenBackSentencesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Forget my name. | My name is Ada. I like tea.          | [not stored, as the person asked] I like tea.
            Forget my name. | What is a good name for a cat?       | What is a good name for a cat?
            Forget my name. | Task: My name is Ada.                | Task: [not stored, as the person asked]
            Forget my phone number. | Call the number on my phone. | [not stored, as the person asked]
            Forget my phone number. | Which phone has a large number pad? | Which phone has a large number pad?
            Forget my phone number. | My phone is old.             | My phone is old.
            Vergiss meine Adresse. | Deine Adresse ist notiert.    | [not stored, as the person asked]
            请忘记我的地址。 | 我的地址是北京。                       | [not stored, as the person asked]
            I no longer live in Oslo. | I live in Oslo.            | I live in Oslo.
            """)
    void replacesTheSentencesAboutWhatWasTakenBackAndNoOthers(String feedback, String message, String expected) {
        Retraction retraction =
                RetractionReader.read(List.of(feedback), sentence -> false).retraction();
        assertThat(TakenBackSentences.removed(message, retraction)).isEqualTo(expected);
    }
}
