package io.minerstack.bench.eval;

import io.minerstack.bench.eval.expectation.Expectations;
import io.minerstack.bench.eval.generator.AggregateQuestions;
import io.minerstack.bench.eval.generator.ArithmeticQuestions;
import io.minerstack.bench.eval.generator.FactQuestions;
import io.minerstack.bench.eval.generator.InstructionQuestions;
import io.minerstack.bench.eval.generator.QuestionGenerator;
import io.minerstack.bench.eval.generator.RefineQuestions;
import io.minerstack.bench.eval.generator.SummaryQuestions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The question sets: JSON lines in {@code src/main/resources/eval}, some of them written by a generator. */
enum QuestionSet {
    KNOWLEDGE,
    ARITHMETIC,
    FACTS,
    INSTRUCTIONS,
    REFINE,
    SUMMARY,
    AGGREGATE,
    NOTEBOOK,
    FEEDBACK;

    /** The seed of the published files. */
    static final long PUBLISHED_SEED = 1;

    /** The name in options, tables and file names. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The generator of a set that can be written with any seed. */
    Optional<QuestionGenerator> generator() {
        return switch (this) {
            case ARITHMETIC -> Optional.of(new ArithmeticQuestions());
            case FACTS -> Optional.of(new FactQuestions());
            case INSTRUCTIONS -> Optional.of(new InstructionQuestions());
            case REFINE -> Optional.of(new RefineQuestions());
            case SUMMARY -> Optional.of(new SummaryQuestions());
            case AGGREGATE -> Optional.of(new AggregateQuestions());
            case KNOWLEDGE, NOTEBOOK, FEEDBACK -> Optional.empty();
        };
    }

    /** The published questions. */
    List<Question> published() {
        return read(text().lines().toList());
    }

    /** New questions if the set has a generator, else the published ones. */
    List<Question> fresh(long seed) {
        return generator()
                .map(generator -> read(generator.generate(seed).stream()
                        .map(JsonNode::toString)
                        .toList()))
                .orElseGet(this::published);
    }

    /** The published file. */
    String text() {
        try (InputStream file = QuestionSet.class.getResourceAsStream("/eval/" + label() + ".jsonl")) {
            if (file == null) {
                throw new IllegalStateException("there is no file for the question set " + label());
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The sets with these labels, comma-separated. */
    static List<QuestionSet> of(String labels) {
        return Arrays.stream(labels.split(",", -1))
                .map(label -> Arrays.stream(values())
                        .filter(set -> set.label().equals(label.strip()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no such question set: " + label.strip()
                                + " (expected: "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(QuestionSet::label)
                                                .toList())
                                + ")")))
                .toList();
    }

    private List<Question> read(List<String> lines) {
        return lines.stream()
                .map(line -> question(JsonMapper.shared().readTree(line)))
                .toList();
    }

    private Question question(JsonNode json) {
        String query = json.path("query").asString("");
        JsonNode bare = json.path("bare");
        return new Question(
                label(),
                json.path("id").asString(""),
                json.path("component").asString("complete"),
                json.path("task").asString(""),
                query,
                bare.isNull() ? null : bare.asString(query),
                json.path("previous")
                        .valueStream()
                        .map(output -> new Question.Previous(
                                output.path("response").asString(""),
                                output.path("notebook").asString("no update")))
                        .toList(),
                json.path("before").valueStream().map(JsonNode::asString).toList(),
                Expectations.read(json.path("expect")));
    }
}
