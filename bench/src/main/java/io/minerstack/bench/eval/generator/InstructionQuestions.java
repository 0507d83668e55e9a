package io.minerstack.bench.eval.generator;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** 150 requests whose form can be checked: fifteen instructions for each of ten subjects. */
public final class InstructionQuestions implements QuestionGenerator {

    private static final List<String> SUBJECTS =
            List.of("dogs", "the sea", "bread", "winter", "bicycles", "the moon", "trees", "tea", "libraries", "rain");

    private static final List<Instruction> INSTRUCTIONS = List.of(
            new Instruction(
                    "Describe %s in at most 20 words.", "{\"type\":\"count\",\"unit\":\"words\",\"min\":3,\"max\":20}"),
            new Instruction(
                    "Write exactly one sentence about %s.",
                    "{\"type\":\"count\",\"unit\":\"sentences\",\"min\":1,\"max\":1}"),
            new Instruction(
                    "Write exactly three sentences about %s.",
                    "{\"type\":\"count\",\"unit\":\"sentences\",\"min\":3,\"max\":3}"),
            new Instruction(
                    "Name one word that has to do with %s. Answer with that one word only.",
                    "{\"type\":\"count\",\"unit\":\"words\",\"min\":1,\"max\":1}"),
            new Instruction(
                    "Give me exactly three bullet points about %s. Begin each with \"- \".",
                    "{\"type\":\"count\",\"unit\":\"bullets\",\"min\":3,\"max\":3}"),
            new Instruction(
                    "Give me a numbered list of five facts about %s.",
                    "{\"type\":\"count\",\"unit\":\"numbered items\",\"min\":5,\"max\":5}"),
            new Instruction(
                    "Tell me something about %s in at least 60 words.",
                    "{\"type\":\"count\",\"unit\":\"words\",\"min\":60}"),
            new Instruction(
                    "Write two short paragraphs about %s, with an empty line between them.",
                    "{\"type\":\"count\",\"unit\":\"paragraphs\",\"min\":2,\"max\":2}"),
            new Instruction(
                    "Write one sentence about %s in lower case letters only.", "{\"type\":\"case\",\"is\":\"lower\"}"),
            new Instruction(
                    "Write one sentence about %s in CAPITAL LETTERS only.", "{\"type\":\"case\",\"is\":\"upper\"}"),
            new Instruction(
                    "Write a sentence about %s that begins with the word \"Today\".",
                    "{\"type\":\"wording\",\"starts\":\"Today\"}"),
            new Instruction(
                    "Write a sentence about %s that contains the words \"quiet\" and \"garden\".",
                    "{\"type\":\"wording\",\"contains\":[\"quiet\",\"garden\"]}"),
            new Instruction(
                    "Describe %s without using the word \"the\".",
                    "[{\"type\":\"wording\",\"lacks\":[\"the\"]},{\"type\":\"count\",\"unit\":\"words\",\"min\":3}]"),
            new Instruction(
                    "Describe %s as a JSON object with exactly two keys, \"name\" and \"description\"."
                            + " Answer with the JSON only.",
                    "{\"type\":\"json\",\"keys\":[\"name\",\"description\"]}"),
            new Instruction("Write one sentence about %s in French.", "{\"type\":\"language\",\"is\":\"french\"}"));

    /** Every subject with every instruction, so the seed changes nothing. */
    @Override
    public List<ObjectNode> generate(long seed) {
        List<ObjectNode> questions = new ArrayList<>();
        for (String subject : SUBJECTS) {
            for (Instruction instruction : INSTRUCTIONS) {
                ObjectNode question = QuestionLine.of(
                        "i",
                        questions.size() + 1,
                        "Follow the instruction.",
                        instruction.text().formatted(subject));
                question.set("expect", JsonMapper.shared().readTree(instruction.expectation()));
                questions.add(question);
            }
        }
        return questions;
    }

    /**
     * An instruction.
     *
     * @param text with a place for the subject
     * @param expectation as JSON
     */
    private record Instruction(String text, String expectation) {}
}
