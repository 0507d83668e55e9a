package io.minerstack.memory.playbook.retraction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two messages of a turn as they may be stored. Sentences of the user message that are not to be stored are
 * replaced by {@link #MARK}, and so are the sentences of the answer that repeat their words.
 *
 * @param retraction what a feedback takes back of earlier turns; {@link Retraction#NONE} for other turns
 */
public record RedactedTurn(String user, String assistant, Retraction retraction) {

    /** Stands in a message for what was left out. */
    public static final String MARK = "[not stored, as the person asked]";

    /** How agent-service marks the parts of a user message. The person did not write these words. */
    private static final Pattern LABEL = Pattern.compile(
            "^(Task|Query \\d{1,2}|Refine task|Feedback request" + "|User feedback|Search|Summarize|Aggregate): ");

    /**
     * Redacts a turn.
     *
     * @param feedback whether the user message is a feedback on what is remembered: then a wish to forget counts, too.
     *     Elsewhere "forget the last line" is a part of a task
     */
    public static RedactedTurn of(String user, String assistant, boolean feedback) {
        List<String> sentences = Sentences.of(user);
        List<String> labels = new ArrayList<>(sentences.size());
        List<String> own = new ArrayList<>(sentences.size());
        for (String sentence : sentences) {
            String label = label(sentence);
            labels.add(label);
            own.add(sentence.substring(label.length()));
        }
        int queries = feedback ? 0 : firstQuery(labels);
        List<RetractionReader.Reading> readings =
                List.of(read(own.subList(0, queries), feedback), read(own.subList(queries, own.size()), feedback));
        if (readings.stream().noneMatch(reading -> reading.retraction().present())) {
            return new RedactedTurn(user, assistant, Retraction.NONE);
        }
        List<@Nullable String> storable = new ArrayList<>(own.size());
        readings.forEach(reading -> storable.addAll(reading.storable()));
        boolean everything =
                readings.stream().anyMatch(reading -> reading.retraction().everything());
        return new RedactedTurn(
                userMessage(user, sentences, labels, own, storable),
                everything ? MARK : answer(assistant, own, storable),
                feedback ? readings.getLast().retraction() : Retraction.NONE);
    }

    /** The label with which a part of a user message begins; empty if there is none. */
    static String label(String sentence) {
        Matcher label = LABEL.matcher(sentence);
        return label.find() ? label.group() : "";
    }

    /** The task and the queries are read one by one: "it" in the first query does not mean the task. */
    private static int firstQuery(List<String> labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).startsWith("Query")) {
                return i;
            }
        }
        return 0;
    }

    private static RetractionReader.Reading read(List<String> sentences, boolean feedback) {
        return feedback
                ? RetractionReader.read(sentences, sentence -> false)
                : RetractionReader.readUnstored(sentences);
    }

    private static String userMessage(
            String message,
            List<String> sentences,
            List<String> labels,
            List<String> own,
            List<@Nullable String> storable) {
        List<@Nullable String> replacements = new ArrayList<>(sentences.size());
        for (int i = 0; i < sentences.size(); i++) {
            String kept = storable.get(i);
            replacements.add(
                    own.get(i).equals(kept) ? null : labels.get(i) + MARK + (kept == null ? "" : " " + kept.strip()));
        }
        return replaced(message, sentences, replacements);
    }

    private static String answer(String answer, List<String> own, List<@Nullable String> storable) {
        Set<String> barred = new HashSet<>();
        Set<String> kept = new HashSet<>();
        for (int i = 0; i < own.size(); i++) {
            String sentence = storable.get(i);
            if (sentence == null) {
                barred.addAll(ContentWords.of(own.get(i)));
            } else {
                kept.addAll(ContentWords.of(sentence));
            }
        }
        barred.removeAll(kept);
        List<String> sentences = Sentences.of(answer);
        List<@Nullable String> replacements = new ArrayList<>(sentences.size());
        for (String sentence : sentences) {
            replacements.add(Collections.disjoint(ContentWords.of(sentence), barred) ? null : MARK);
        }
        return replaced(answer, sentences, replacements);
    }

    /** The text with some of its sentences replaced; sentences that follow one another share one mark. */
    static String replaced(String text, List<String> sentences, List<@Nullable String> replacements) {
        StringBuilder replaced = new StringBuilder(text.length());
        int done = 0;
        for (int i = 0; i < sentences.size(); i++) {
            String replacement = replacements.get(i);
            int start = text.indexOf(sentences.get(i), done);
            int end = start + sentences.get(i).length();
            if (replacement == null) {
                replaced.append(text, done, end);
            } else if (!(replacement.equals(MARK) && i > 0 && isMark(replacements.get(i - 1)))) {
                replaced.append(text, done, start).append(replacement);
            }
            done = end;
        }
        return replaced.append(text, done, text.length()).toString();
    }

    private static boolean isMark(@Nullable String replacement) {
        return replacement != null && replacement.endsWith(MARK);
    }
}
