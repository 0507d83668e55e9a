package io.minerstack.agent.textcomponent;

import io.minerstack.agent.answer.AnswerGenerator;
import io.minerstack.agent.answer.GeneratedAnswer;
import io.minerstack.agent.completion.ChatMessage;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.profile.Temperature;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.TaskRelevance;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.text.TextFolding;
import java.text.BreakIterator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Corrects a text sentence by sentence. A small model that is asked to correct a whole text writes about the text;
 * asked for one sentence after a few examples, it often corrects the sentence (docs/quality.md). A reply that is not
 * close to its sentence is no correction: the sentence stays then.
 */
@Component
class SentenceCorrector {

    private static final String ORDER = "Correct the sentence if it is wrong. ";

    private static final List<ChatMessage> EXAMPLES = List.of(
            ChatMessage.user(ORDER + "Snow is black."),
            ChatMessage.assistant("Snow is white."),
            ChatMessage.user(ORDER + "I like my garden."),
            ChatMessage.assistant("I like my garden."),
            ChatMessage.user(ORDER + "Fish live in trees."),
            ChatMessage.assistant("Fish live in water."),
            ChatMessage.user(ORDER + "We met on Monday."),
            ChatMessage.assistant("We met on Monday."),
            ChatMessage.user(ORDER + "A car has three wheels."),
            ChatMessage.assistant("A car has four wheels."),
            ChatMessage.user(ORDER + "A dog has two ears."),
            ChatMessage.assistant("A dog has two ears."));

    /** Words of requests to correct. In English only, as the examples: the model knows little else. */
    private static final Set<String> CORRECTION = Set.of(
            "correct",
            "correction",
            "corrections",
            "enhance",
            "error",
            "errors",
            "false",
            "fix",
            "improve",
            "inaccuracies",
            "inaccuracy",
            "inaccurate",
            "incorrect",
            "mistake",
            "mistakes",
            "polish",
            "proofread",
            "refine",
            "revise",
            "wrong");

    /** Words that a request to correct may have besides general ones. Another word may be another wish. */
    private static final Set<String> BESIDES_CORRECTION = Set.of(
            "accuracy",
            "all",
            "any",
            "are",
            "article",
            "back",
            "be",
            "better",
            "change",
            "changes",
            "contain",
            "contains",
            "corrected",
            "detect",
            "document",
            "draft",
            "essay",
            "every",
            "everything",
            "fact",
            "facts",
            "factual",
            "find",
            "full",
            "grammar",
            "has",
            "have",
            "identify",
            "if",
            "improved",
            "its",
            "keep",
            "made",
            "make",
            "me",
            "my",
            "notebook",
            "one",
            "otherwise",
            "out",
            "output",
            "paragraph",
            "passage",
            "previous",
            "quality",
            "remove",
            "rest",
            "return",
            "review",
            "revised",
            "rewrite",
            "same",
            "sentence",
            "sentences",
            "some",
            "spelling",
            "statement",
            "statements",
            "there",
            "typo",
            "typos",
            "unchanged",
            "version",
            "whole",
            "without");

    /** General words that ask for something else than the corrected text. */
    private static final Set<String> REPORT = Set.of("describe", "explain", "explanation", "tell");

    private static final Set<String> NEGATION =
            Set.of("not", "no", "never", "isn", "aren", "doesn", "don", "didn", "t");

    private static final int MAX_SENTENCES = 12;
    private static final int MAX_SENTENCE_LENGTH = 300;
    private static final int MIN_WORDS = 3;

    private final AnswerGenerator answerGenerator;
    private final Clock clock;

    SentenceCorrector(AnswerGenerator answerGenerator, Clock clock) {
        this.answerGenerator = answerGenerator;
        this.clock = clock;
    }

    /**
     * The corrected text. The sentences take half the time to the target; those that are left then stay as they are.
     *
     * @param whole the answer where nothing was corrected or the request is for something else; gets the tokens of the
     *     replies that corrected nothing
     */
    Mono<GeneratedAnswer> correct(
            ComponentInput input, List<String> texts, Temperature temperature, Mono<GeneratedAnswer> whole) {
        List<String> sentences = texts.size() == 1 ? sentences(texts.getFirst()) : List.of();
        if (sentences.isEmpty() || sentences.size() > MAX_SENTENCES || !asksToCorrect(input)) {
            return whole;
        }
        return RequestContext.current().flatMap(context -> {
            Deadline end = Deadline.in(context.timeToTarget(clock).dividedBy(2), clock);
            return Flux.fromIterable(sentences)
                    .concatMap(sentence -> corrected(sentence, temperature, end))
                    .collectList()
                    .flatMap(corrected -> joined(corrected, whole));
        });
    }

    /** Whether a request is for corrections and nothing else. */
    private static boolean asksToCorrect(ComponentInput input) {
        String request = input.task() + " " + input.queries();
        List<String> words = TextFolding.words(request);
        return !Collections.disjoint(words, CORRECTION)
                && Collections.disjoint(words, REPORT)
                && !TaskRelevance.addsTo(
                        request, word -> CORRECTION.contains(word) || BESIDES_CORRECTION.contains(word));
    }

    /** The sentences with the white space behind them: joined, they are the text. */
    private static List<String> sentences(String text) {
        BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        ends.setText(text);
        List<String> sentences = new ArrayList<>();
        int start = ends.first();
        for (int end = ends.next(); end != BreakIterator.DONE && sentences.size() <= MAX_SENTENCES; end = ends.next()) {
            sentences.add(text.substring(start, end));
            start = end;
        }
        return sentences;
    }

    /**
     * A sentence as it goes into the text.
     *
     * @param end when the sentences that are left stay as they are
     */
    private Mono<CorrectedSentence> corrected(String sentence, Temperature temperature, Deadline end) {
        String text = sentence.strip();
        CorrectedSentence unchanged = new CorrectedSentence(sentence, false, null);
        if (text.length() > MAX_SENTENCE_LENGTH || TextFolding.words(text).size() < MIN_WORDS) {
            return Mono.just(unchanged);
        }
        PromptBuilder prompt = new PromptBuilder(List.of(), "", List.of(ORDER + text), List.of(), MemoryContext.UNUSED)
                .withExamples(EXAMPLES);
        return end.bound(answerGenerator.generate(prompt, temperature, false), clock)
                .map(reply -> of(sentence, reply))
                .onErrorResume(ModelCallException::isModelFailure, failure -> Mono.just(unchanged));
    }

    private static CorrectedSentence of(String sentence, GeneratedAnswer reply) {
        String text = sentence.strip();
        String corrected = reply.immediateResponse().strip();
        return !reply.completion().isCut() && isCorrection(text, corrected)
                ? new CorrectedSentence(sentence.replace(text, corrected), true, reply)
                : new CorrectedSentence(sentence, false, reply);
    }

    /** Whether a reply is the sentence with few other words. "It is not so" denies and corrects nothing. */
    static boolean isCorrection(String sentence, String reply) {
        List<String> before = TextFolding.words(sentence);
        List<String> after = TextFolding.words(reply);
        if (before.equals(after) || reply.indexOf('\n') >= 0 || after.size() > before.size() + 2) {
            return false;
        }
        Set<String> known = Set.copyOf(before);
        Set<String> kept = Set.copyOf(after);
        long replaced = before.stream().filter(word -> !kept.contains(word)).count();
        return replaced <= Math.max(1, before.size() / 5)
                && after.stream().noneMatch(word -> NEGATION.contains(word) && !known.contains(word));
    }

    /** The sentences as an answer, with the tokens of all replies; else the whole with these tokens. */
    private static Mono<GeneratedAnswer> joined(List<CorrectedSentence> sentences, Mono<GeneratedAnswer> whole) {
        GeneratedAnswer last = sentences.stream()
                .map(CorrectedSentence::reply)
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later.withTokensOf(earlier))
                .orElse(null);
        if (last == null) {
            return whole;
        }
        String text = sentences.stream().map(CorrectedSentence::text).collect(Collectors.joining());
        return sentences.stream().anyMatch(CorrectedSentence::changed)
                ? Mono.just(last.withTexts(text.strip(), null))
                : whole.map(answer -> answer.withTokensOf(last));
    }

    /**
     * A sentence as it goes into the text, with the white space behind it.
     *
     * @param reply null where the model did not reply
     */
    private record CorrectedSentence(
            String text, boolean changed, @Nullable GeneratedAnswer reply) {}
}
