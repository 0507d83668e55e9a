package io.minerstack.agent.textcomponent;

import io.minerstack.agent.answer.GeneratedAnswer;
import io.minerstack.agent.text.CodePoints;
import java.text.BreakIterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A summary that consists of sentences of the texts: of each text the one with the most numbers and names, the earliest
 * of equals. Small models lose the facts of what they summarise and invent others (docs/quality.md).
 *
 * @param text the sentences in the order of their texts
 * @param source the texts
 */
record LeadSummary(String text, String source) {

    private static final int MAX_READ_CHARACTERS = 20_000;
    private static final double MAX_SHARE_OF_SOURCE = 0.8;
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");
    private static final Pattern NUMBER_OR_NAME =
            Pattern.compile(NUMBER.pattern() + "|(?<=[\\p{L}\\p{N},] )\\p{Lu}\\p{L}+");

    static LeadSummary of(List<String> texts) {
        String summary = texts.stream()
                .map(LeadSummary::mostTelling)
                .filter(sentence -> !sentence.isEmpty())
                .distinct()
                .collect(Collectors.joining(" "));
        return new LeadSummary(summary, String.join("\n", texts));
    }

    /**
     * A model's summary, with this text instead of its own if that lost or added facts. The model's text stays where
     * this summary would not be much shorter than the texts.
     */
    GeneratedAnswer inPlaceOf(GeneratedAnswer summary) {
        boolean isShort = !text.isEmpty() && text.length() <= MAX_SHARE_OF_SOURCE * source.length();
        return !isShort || isCoveredBy(summary.immediateResponse()) ? summary : summary.withTexts(text, null);
    }

    /** Whether a summary is shorter than the texts, has the numbers and names of this one, and adds no number. */
    boolean isCoveredBy(String summary) {
        return summary.length() < source.length()
                && facts(NUMBER_OR_NAME, text).stream().allMatch(summary::contains)
                && facts(NUMBER, source).containsAll(facts(NUMBER, summary));
    }

    private static String mostTelling(String whole) {
        String read = CodePoints.cut(whole, MAX_READ_CHARACTERS, "");
        BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ROOT);
        ends.setText(read);
        String best = "";
        int most = -1;
        int start = ends.first();
        for (int end = ends.next(); end != BreakIterator.DONE; end = ends.next()) {
            String sentence = read.substring(start, end).strip();
            int facts = facts(NUMBER_OR_NAME, sentence).size();
            if (facts > most && !sentence.isEmpty()) {
                best = sentence;
                most = facts;
            }
            start = end;
        }
        return best;
    }

    private static Set<String> facts(Pattern pattern, String text) {
        Set<String> facts = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            facts.add(matcher.group());
        }
        return facts;
    }
}
