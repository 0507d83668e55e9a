package io.minerstack.agent.junk;

import io.minerstack.agent.text.WordFile;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.ArrayList;
import java.util.List;

/** Phrases that are looked for in a text as whole words; in scripts without spaces between words, anywhere. */
final class Phrases {

    private final List<String> ofWords = new ArrayList<>();
    private final List<String> ofCharacters = new ArrayList<>();

    private Phrases(List<String> phrases) {
        for (String phrase : phrases) {
            if (phrase.codePoints().anyMatch(Phrases::isOfScriptWithoutSpaces)) {
                ofCharacters.add(phrase);
            } else {
                ofWords.add(spaced(phrase));
            }
        }
    }

    /** The phrases of a resource file. */
    static Phrases of(String file) {
        return new Phrases(WordFile.phrases(Phrases.class, file));
    }

    boolean occurIn(String text) {
        String words = spaced(text);
        String folded = TextFolding.fold(text);
        return ofWords.stream().anyMatch(words::contains)
                || ofCharacters.stream().anyMatch(folded::contains);
    }

    private static String spaced(String text) {
        return " " + String.join(" ", TextFolding.words(text)) + " ";
    }

    private static boolean isOfScriptWithoutSpaces(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            // the words of Devanagari have marks within them, and those of Hangul endings
            case HAN, HIRAGANA, KATAKANA, THAI, HANGUL, DEVANAGARI -> true;
            default -> false;
        };
    }
}
