package io.minerstack.agent.junk;

import io.minerstack.agent.junk.LanguageEvidence.Script;
import io.minerstack.agent.text.WordFile;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a text in another language than the request's: by its script, or by stop words where the script is the same.
 * Where the request, the playbook or the conversation names a language or asks for a translation, nothing is junk. The
 * language of the material is right, too, and the language of a task where the queries are no questions.
 */
final class LanguageCheck implements JunkCheck {

    private static final StopWords STOP_WORDS = StopWords.of("stop-words.txt");
    private static final Set<String> LANGUAGE_WISHES = WordFile.words(LanguageCheck.class, "language-names.txt");
    private static final Phrases LANGUAGE_WISHES_WITHOUT_SPACES = Phrases.of("language-names-cjk.txt");

    private static final String ENGLISH = "en";
    private static final double MAIN_SCRIPT = 0.7;
    private static final int MIN_DIFFERENT_STOP_WORDS = 3;
    private static final int MIN_LETTERS = 20;
    private static final int MIN_LETTERS_HAN = 8;
    private static final int MIN_LETTERS_OF_REQUEST = 4;

    @Override
    public @Nullable JunkFinding check(CheckedAnswer answer) {
        AnsweredRequest request = answer.request();
        LanguageEvidence found = LanguageEvidence.of(answer.ends().text(), STOP_WORDS);
        boolean right = expected(request).anyMatch(text -> !differs(LanguageEvidence.of(text, STOP_WORDS), found));
        return right || namesLanguage(request)
                ? null
                : new JunkFinding(JunkReason.WRONG_LANGUAGE, answer.text(), false);
    }

    /** The texts whose languages are right. */
    private static Stream<String> expected(AnsweredRequest request) {
        Stream<String> task =
                request.hasQuestionMark() || request.task().isBlank() ? Stream.of() : Stream.of(request.task());
        return Stream.of(request.queries().stream(), task, request.material().stream())
                .flatMap(texts -> texts);
    }

    private static boolean differs(LanguageEvidence expected, LanguageEvidence found) {
        Script script = expected.mainScript(MAIN_SCRIPT);
        Script foundScript = found.mainScript(MAIN_SCRIPT);
        if (script == Script.OTHER || foundScript == Script.OTHER || expected.letters() < MIN_LETTERS_OF_REQUEST) {
            return false;
        }
        if (script == foundScript) {
            return isOtherLanguage(expected, found);
        }
        if (foundScript == Script.LATIN) {
            // names, code and formulas are Latin in every language
            String language = found.likeliest();
            return found.words() >= 12
                    && found.differentStopWords(language) >= MIN_DIFFERENT_STOP_WORDS
                    && found.share(language) >= 0.25;
        }
        int needed = foundScript == Script.HAN ? MIN_LETTERS_HAN : MIN_LETTERS;
        boolean quoted = expected.letters(foundScript) > 1;
        return found.letters(foundScript) >= needed && !quoted;
    }

    /** Whether both texts have many stop words of one language each and few of the other's. */
    private static boolean isOtherLanguage(LanguageEvidence expected, LanguageEvidence found) {
        String right = expected.likeliest();
        String other = found.likeliest();
        // "I" and "for" are words of several languages
        if (right.equals(other) || found.differentStopWords(other) < MIN_DIFFERENT_STOP_WORDS) {
            return false;
        }
        if (!isSure(expected, right, other)) {
            return isShortInOtherLanguage(expected, right, other)
                    && found.differentStopWords(other) > MIN_DIFFERENT_STOP_WORDS
                    && found.words() >= 10
                    && found.share(other) >= 0.3
                    && found.stopWords(right) <= 0.4 * found.stopWords(other);
        }
        int ofOther = found.stopWords(other);
        boolean longText = found.words() >= 12
                && ofOther >= 4
                && found.share(other) >= 0.2
                && found.stopWords(right) <= 0.4 * ofOther;
        boolean shortText = found.words() >= 7
                && ofOther >= 4
                && found.share(other) >= 0.4
                && found.stopWords(right) <= 0.25 * ofOther;
        return longText || shortText;
    }

    private static boolean isSure(LanguageEvidence expected, String right, String other) {
        return expected.stopWords(right) >= 2
                && expected.share(right) >= 0.2
                && expected.stopWords(other) <= 0.5 * expected.stopWords(right);
    }

    /** Whether a text of few words, which may be of an unknown language, has signs of not being of the other one. */
    private static boolean isShortInOtherLanguage(LanguageEvidence expected, String right, String other) {
        boolean stopWord = expected.words() >= 3 && expected.share(right) >= 0.2;
        boolean letters = other.equals(ENGLISH) && expected.hasLettersOfOtherAlphabet();
        return expected.stopWords(other) == 0 && expected.words() > 1 && (stopWord || letters);
    }

    private static boolean namesLanguage(AnsweredRequest request) {
        return request.words().stream().anyMatch(LANGUAGE_WISHES::contains)
                || request.memory().stream().anyMatch(text -> anyWish(TextFolding.words(text)))
                || Stream.of(List.of(request.task()), request.queries(), request.memory())
                        .flatMap(Collection::stream)
                        .anyMatch(LANGUAGE_WISHES_WITHOUT_SPACES::occurIn);
    }

    private static boolean anyWish(List<String> words) {
        return words.stream().anyMatch(LANGUAGE_WISHES::contains);
    }
}
