package io.minerstack.memory.playbook.retraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds in earlier messages of a conversation what a person has taken back: it would come back in the next prompt. */
public final class TakenBackSentences {

    private static final int WORDS_OF_A_STATEMENT = 3;

    /** One or two words are no evidence, unless the sentence speaks of a person: "What is a good name for a cat?". */
    private static final Pattern PERSON = Pattern.compile(
            "\\b(?:i|i'm|i've|i'd|my|mine|me|our|ours|us|you|you're|your|yours|user|ich|mein\\p{L}*|mich|mir|du"
                    + "|dein\\p{L}*|dich|dir|je|mon|ma|mes|moi|tu|ton|ta|tes|vous|votre|vos|yo|mi|mis|mí|su|sus|usted"
                    + "|eu|meu|minha|meus|minhas|você|seu|sua|io|mio|mia|miei|mie|tuo|tua|ik|mijn|mij|jij|jouw|uw"
                    + "|я|мой|моя|моё|мои|меня|мне|ты|твой|твоя|твоё|вы|ваш\\p{L}*|ja|mój|moja|moje|mnie|twój|twoja)\\b"
                    + "|\\bj'|[我私僕俺你您]|내|나[는의]|저[는의]|제 |मेर|मैं|عند?ي\\b",
            Pattern.UNICODE_CHARACTER_CLASS);

    private TakenBackSentences() {}

    /** The message with a mark in place of each sentence about what was taken back; the same text if it has none. */
    public static String removed(String message, Retraction retraction) {
        if (retraction.everything()) {
            return RedactedTurn.MARK;
        }
        List<String> sentences = Sentences.of(message);
        List<@Nullable String> replacements = new ArrayList<>(sentences.size());
        for (String sentence : sentences) {
            Set<String> words = ContentWords.of(sentence);
            boolean takenBack = retraction.subjects().stream().anyMatch(subject -> isAbout(sentence, words, subject));
            replacements.add(takenBack ? RedactedTurn.label(sentence) + RedactedTurn.MARK : null);
        }
        return RedactedTurn.replaced(message, sentences, replacements);
    }

    private static boolean isAbout(String sentence, Set<String> words, Set<String> subject) {
        return !subject.isEmpty()
                && words.containsAll(subject)
                && (subject.size() >= WORDS_OF_A_STATEMENT
                        || PERSON.matcher(sentence.toLowerCase(Locale.ROOT)).find());
    }
}
