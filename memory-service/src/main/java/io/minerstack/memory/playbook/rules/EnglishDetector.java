package io.minerstack.memory.playbook.rules;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.List;
import java.util.Set;

/**
 * Detects English by its most frequent words and by the words that feedback is made of. Words that also exist in other
 * languages with Latin letters ("in", "was", "die", "no") are left out, because they prove nothing.
 */
final class EnglishDetector {

    private static final int ONE_WORD_IN = 5;

    private static final Set<String> WORDS = Set.of("""
            the and that this these those with you your my it its to at for be are were been from have if but not don
            didn doesn would should could they them their there what which who when how why any about because than then
            only just more less very too much please like likes want wants need needs prefer prefers hate love keep give
            make stop forget remove delete drop undo cancel ignore always never now again answer answers reply replies
            response responses short shorter long longer brief good bad better wrong right great live work name things
            thing said""".split("\\s+"));

    private EnglishDetector() {}

    /** Whether any word of a short text is English. */
    static boolean hasEnglishWord(String text) {
        return TextFolding.words(text).stream().anyMatch(WORDS::contains);
    }

    /**
     * Whether at least every fifth word of a longer text is in the list, so that a few English words do not make it
     * English.
     */
    static boolean isEnglish(String text) {
        List<String> words = TextFolding.words(text);
        return words.stream().filter(WORDS::contains).count() * ONE_WORD_IN >= words.size();
    }
}
