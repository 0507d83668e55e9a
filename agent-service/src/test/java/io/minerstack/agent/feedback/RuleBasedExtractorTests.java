package io.minerstack.agent.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.minerstack.agent.memory.ProposedOperation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleBasedExtractorTests {

    @Test
    void readsPlainStatementsAndAddsNothing() {
        List<ProposedOperation> read = RuleBasedExtractor.read(
                "Please keep answers short and always show code examples. Never use British spelling. My name is Ada."
                        + " I prefer metric units! My favourite language is Java. Why is the sky blue? It rained.");

        assertThat(read)
                .extracting(
                        ProposedOperation::insightType,
                        ProposedOperation::key,
                        ProposedOperation::keySource,
                        ProposedOperation::value)
                .containsExactly(
                        tuple(
                                "instruction",
                                "answer_length",
                                "keep answers short and always show code examples",
                                "Please keep answers short and always show code examples"),
                        tuple("constraint", null, "use british spelling", "Never use British spelling"),
                        tuple("fact", "user_name", "name", "My name is Ada"),
                        tuple("preference", null, "metric units", "I prefer metric units"),
                        tuple("fact", null, "favourite language", "My favourite language is Java"));
        assertThat(read)
                .extracting(ProposedOperation::extractedBy, ProposedOperation::certainty)
                .containsOnly(tuple("rules", "explicit"));
    }

    @Test
    void givesWishesAboutOneSubjectTheSameKey() {
        assertThat(RuleBasedExtractor.read("I prefer short answers").getFirst().key())
                .isEqualTo(RuleBasedExtractor.read("I want long, detailed answers")
                        .getFirst()
                        .key());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # mem0ai/mem0#4536
            I love Chinese food. | I hate Chinese food.
            # mem0ai/mem0#5867
            My favorite football player is Ronaldo. | My current favorite football player is Messi.
            # mem0ai/mem0#5193
            I like drinking coffee. | I do not like coffee anymore, I like drinking tea now.
            # mem0ai/mem0#2709
            I love cheese pizza. | I dislike cheese pizza because it is heavy.
            I live in Oslo. | I now live in Bergen.
            I am a vegetarian. | I am no longer a vegetarian.
            Always use emojis. | Never use emojis.
            My favourite colour is blue. | My favourite colour isn't blue, it's green.
            My dogs are Rex and Tom. | My dogs are not Rex and Tom but Rex and Tim.
            """)
    void givesALaterStatementAboutASubjectTheSameKeySource(String earlier, String later) {
        assertThat(RuleBasedExtractor.read(later).getFirst().keySource())
                .isEqualTo(RuleBasedExtractor.read(earlier).getFirst().keySource());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My name isn't Ann, it's Anna.",
                "My name is not Ann but Anna.",
                "My name isn't Ann. It's Anna.",
                "I'm not 30, I'm 31.",
                "I don't live in Oslo, I live in Bergen.",
                "I moved from Oslo to Bergen.",
                "My name is Anna, not Ann."
            })
    void readsACorrectionAsOneFact(String feedback) {
        assertThat(RuleBasedExtractor.read(feedback))
                .singleElement()
                .returns("fact", ProposedOperation::insightType)
                .returns(feedback.substring(0, feedback.length() - 1), ProposedOperation::value)
                .returns(feedback.startsWith("My name") ? "user_name" : null, ProposedOperation::key);
    }

    @Test
    void givesADenialWithoutTheRightValueNoKeyOfTheSubject() {
        assertThat(RuleBasedExtractor.read("My name isn't Ann. My name is not Ann."))
                .isEmpty();
        assertThat(RuleBasedExtractor.read("My favourite colour is not blue.")
                        .getFirst()
                        .keySource())
                .isEqualTo("my favourite colour is not blue");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I like your answer",
                "I want to know why",
                "That was wrong",
                "I need help with this",
                "Do you always do that?"
            })
    void leavesOutOtherSentences(String feedback) {
        assertThat(RuleBasedExtractor.read(feedback)).isEmpty();
    }

    @Test
    void readsAtMostFifteenStatements() {
        assertThat(RuleBasedExtractor.read("Never use slang. ".repeat(20))).hasSize(15);
    }

    /** A pattern recurses once per repetition of a group: an unbounded one overflows the stack. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "please ",
                "and ",
                "not ",
                "never ",
                "now ",
                "really ",
                "'d ",
                "current ",
                "stop ",
                "is ",
                ", it's "
            })
    void readsASentenceOfAnyLength(String words) {
        for (String begin : List.of("", "i", "i ", "i am ", "i have ", "my ", "my name isn't ")) {
            String sentence = begin + words.repeat(100_000);
            assertThat(RuleBasedExtractor.read(sentence)).isEmpty();
            assertThat(StatementKey.of(sentence)).isNotEmpty();
        }
    }
}
