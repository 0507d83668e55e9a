package io.minerstack.agent.textcomponent;

import io.minerstack.agent.answer.GeneratedAnswer;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.prompt.TaskRelevance;
import io.minerstack.servicesupport.text.CodePoints;
import java.text.BreakIterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A summary that consists of sentences of the texts: of each text the one with the most numbers and names, the earliest
 * of equals. Small models lose the facts of what they summarise and invent others (docs/quality.md).
 *
 * @param sentences in the order of their texts
 * @param source the texts
 */
record ExtractiveSummary(List<SummarySentence> sentences, String source) {

    private static final int MAX_READ_CHARACTERS = 20_000;
    private static final int MAX_SENTENCE_LENGTH = 300;
    private static final int MAX_LENGTH = 1_000;
    private static final double MAX_SHARE_OF_SOURCE = 0.8;

    private static final String MIDDLE = "(?<=[\\p{L}\\p{N},] )";
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
    private static final Pattern WORD_IN_THE_MIDDLE = Pattern.compile(MIDDLE + "\\p{L}+");
    private static final Pattern CAPITALISED_IN_THE_MIDDLE = Pattern.compile(MIDDLE + "\\p{Lu}\\p{L}+");
    /** German writes every noun with a capital, and a title every word: capitals mark no names there. */
    private static final double MAX_SHARE_OF_NAMES = 0.2;

    private static final String METADATA = "summary";
    private static final String EXTRACTED = "extracted";

    /** Words that a request may have besides general ones. Another word may be a wish for a form or a language. */
    private static final Set<String> SUMMARY = Set.of(
            "above",
            "agent",
            "agents",
            "all",
            "answers",
            "article",
            "articles",
            "both",
            "brief",
            "briefly",
            "clear",
            "combine",
            "combined",
            "concise",
            "concisely",
            "content",
            "contents",
            "document",
            "documents",
            "essential",
            "facts",
            "given",
            "important",
            "information",
            "into",
            "key",
            "main",
            "me",
            "message",
            "messages",
            "most",
            "multiple",
            "note",
            "notes",
            "one",
            "output",
            "outputs",
            "overview",
            "paragraph",
            "passage",
            "passages",
            "point",
            "points",
            "previous",
            "provided",
            "report",
            "reports",
            "responses",
            "results",
            "several",
            "short",
            "shortly",
            "single",
            "statement",
            "statements",
            "sum",
            "summaries",
            "summarise",
            "summarize",
            "summary",
            "texts",
            "them",
            "these",
            "two",
            "up",
            "write");

    ExtractiveSummary {
        sentences = List.copyOf(sentences);
    }

    /** Whether a request wishes a summary, and no form, length or language of it. Reads English only. */
    static boolean serves(ComponentInput input) {
        String request = input.task() + " " + input.queries();
        return !TaskRelevance.addsTo(request, SUMMARY::contains) && !TaskRelevance.asksToExplain(request);
    }

    static ExtractiveSummary of(List<String> texts) {
        return new ExtractiveSummary(
                texts.stream()
                        .map(ExtractiveSummary::mostTelling)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                String.join("\n", texts));
    }

    String text() {
        return sentences.stream().map(SummarySentence::text).collect(Collectors.joining(" "));
    }

    /**
     * A model's summary, with this text instead of its own if that lost or added facts. The model's text stays where
     * this summary would be long, or not much shorter than the texts.
     */
    GeneratedAnswer inPlaceOf(GeneratedAnswer summary) {
        String text = text();
        boolean isShort = !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.length() <= MAX_SHARE_OF_SOURCE * source.length();
        return !isShort || isCoveredBy(summary.immediateResponse())
                ? summary
                : summary.withTexts(text, null).with(METADATA, EXTRACTED);
    }

    /** Whether a summary is shorter than the texts, has the numbers and names of this one, and adds no number. */
    boolean isCoveredBy(String summary) {
        Set<String> numbers = found(NUMBER, summary);
        return summary.length() < source.length()
                && sentences.stream()
                        .allMatch(sentence -> numbers.containsAll(sentence.numbers())
                                && sentence.names().stream().allMatch(summary::contains))
                && found(NUMBER, source).containsAll(numbers);
    }

    private static @Nullable SummarySentence mostTelling(String whole) {
        String read = CodePoints.cut(whole, MAX_READ_CHARACTERS, "");
        boolean hasNames = CAPITALISED_IN_THE_MIDDLE.matcher(read).results().count()
                <= MAX_SHARE_OF_NAMES
                        * WORD_IN_THE_MIDDLE.matcher(read).results().count();
        BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ROOT);
        ends.setText(read);
        SummarySentence best = null;
        int start = ends.first();
        for (int end = ends.next(); end != BreakIterator.DONE; end = ends.next()) {
            String text = read.substring(start, end).strip();
            if (!text.isEmpty() && text.length() <= MAX_SENTENCE_LENGTH) {
                Set<String> names = hasNames ? found(CAPITALISED_IN_THE_MIDDLE, text) : Set.of();
                SummarySentence sentence = new SummarySentence(text, found(NUMBER, text), names);
                best = best == null || sentence.facts() > best.facts() ? sentence : best;
            }
            start = end;
        }
        return best;
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    /** A sentence of a text with the facts in it. */
    record SummarySentence(String text, Set<String> numbers, Set<String> names) {

        int facts() {
            return numbers.size() + names.size();
        }
    }
}
