package io.minerstack.agent.vote;

import io.minerstack.agent.text.NumberCharacters;
import io.minerstack.agent.text.NumberContext;
import io.minerstack.agent.text.NumberExtractor;
import io.minerstack.agent.text.NumberForms;
import io.minerstack.agent.text.WordFile;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds in a question and its answers how the answers write numbers, whatever the order of the answers. */
final class AnswerContext {

    private static final int MAX_QUESTION = 4_000;
    // a longer answer may mention a version or a day beside its number
    private static final int MAX_ANSWER = 80;

    private static final List<String> VERSION = WordFile.phrases(AnswerContext.class, "version-words.txt");
    private static final List<String> DATE = WordFile.phrases(AnswerContext.class, "date-words.txt");
    private static final List<String> SCORE = WordFile.phrases(AnswerContext.class, "score-words.txt");

    private AnswerContext() {}

    static NumberContext of(String question, List<Candidate> candidates) {
        String asked = TextFolding.fold(
                question.length() > MAX_QUESTION ? question.substring(question.length() - MAX_QUESTION) : question);
        boolean versions = has(asked, VERSION);
        Set<String> numbers = new HashSet<>();
        for (Candidate candidate : candidates) {
            Set<String> own = candidate.features().numbers();
            numbers.addAll(own);
            if (candidate.text().length() <= MAX_ANSWER) {
                String folded = TextFolding.fold(NumberCharacters.plain(candidate.text()));
                NumberExtractor.find(NumberForms.plain(folded, NumberContext.UNKNOWN, true))
                        .forEach(number -> numbers.add(number.value()));
                versions |= own.stream().anyMatch(AnswerContext::isVersion) || has(folded, VERSION);
            }
        }
        boolean date = has(asked, DATE);
        return new NumberContext(versions, !date && !has(asked, SCORE), !date, numbers);
    }

    /** Such as 1.2.3, which is no number. */
    private static boolean isVersion(String value) {
        return value.indexOf('.') != value.lastIndexOf('.');
    }

    private static boolean has(String folded, List<String> phrases) {
        return phrases.stream()
                .anyMatch(phrase -> AnswerLeadIns.isUnspaced(phrase)
                        ? folded.contains(phrase)
                        : FinalAnswerExtractor.position(folded, phrase, 0) >= 0);
    }
}
