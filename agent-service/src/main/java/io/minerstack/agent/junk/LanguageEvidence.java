package io.minerstack.agent.junk;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a text shows of its language.
 *
 * @param letters number of letters
 * @param scripts number of letters by script
 * @param words number of words
 * @param stopWords number of stop words by language
 * @param differentStopWords as {@code stopWords}, each one counted once
 * @param otherLatin number of Latin letters beyond A to Z
 */
record LanguageEvidence(
        int letters,
        Map<Script, Integer> scripts,
        int words,
        Map<String, Integer> stopWords,
        Map<String, Integer> differentStopWords,
        int otherLatin) {

    private static final Pattern NOT_PROSE =
            Pattern.compile("```[^`]{0,20000}(?:```|$)|`[^`\\n]{0,200}`|https?://\\S{1,500}|<[^<>\\n]{1,200}>");
    private static final int LAST_ASCII = 0x7f;
    private static final double JAPANESE_KANA = 0.1;

    LanguageEvidence {
        scripts = Map.copyOf(scripts);
        stopWords = Map.copyOf(stopWords);
        differentStopWords = Map.copyOf(differentStopWords);
    }

    /** The scripts that are told apart. Han alone is Chinese, with kana it is Japanese. */
    enum Script {
        LATIN,
        CYRILLIC,
        GREEK,
        ARABIC,
        HEBREW,
        DEVANAGARI,
        BENGALI,
        THAI,
        HANGUL,
        HAN,
        KANA,
        OTHER
    }

    /**
     * The evidence of a text without its code, links and tags.
     *
     * @param known the stop words of all languages
     */
    static LanguageEvidence of(String text, StopWords known) {
        String prose = NOT_PROSE.matcher(text).replaceAll(" ");
        Map<Script, Integer> scripts = new EnumMap<>(Script.class);
        int letters = 0;
        int otherLatin = 0;
        for (int i = 0; i < prose.length(); ) {
            int point = prose.codePointAt(i);
            i += Character.charCount(point);
            if (Character.isLetter(point)) {
                Script script = script(point);
                scripts.merge(script, 1, Integer::sum);
                letters++;
                otherLatin += script == Script.LATIN && point > LAST_ASCII ? 1 : 0;
            }
        }
        List<String> words = TextFolding.words(prose);
        StopWords.Counts stopWords = known.count(words);
        return new LanguageEvidence(
                letters, joined(scripts), words.size(), stopWords.all(), stopWords.different(), otherLatin);
    }

    private static Script script(int letter) {
        return switch (Character.UnicodeScript.of(letter)) {
            case LATIN -> Script.LATIN;
            case CYRILLIC -> Script.CYRILLIC;
            case GREEK -> Script.GREEK;
            case ARABIC -> Script.ARABIC;
            case HEBREW -> Script.HEBREW;
            case DEVANAGARI -> Script.DEVANAGARI;
            case BENGALI -> Script.BENGALI;
            case THAI -> Script.THAI;
            case HANGUL -> Script.HANGUL;
            case HAN -> Script.HAN;
            case HIRAGANA, KATAKANA -> Script.KANA;
            default -> Script.OTHER;
        };
    }

    private static Map<Script, Integer> joined(Map<Script, Integer> scripts) {
        int kana = scripts.getOrDefault(Script.KANA, 0);
        int han = scripts.getOrDefault(Script.HAN, 0);
        if (kana > 0 && kana >= JAPANESE_KANA * (kana + han)) {
            scripts.remove(Script.HAN);
            scripts.put(Script.KANA, kana + han);
        }
        return scripts;
    }

    /** The script of most letters; {@link Script#OTHER} if none has the share. */
    Script mainScript(double share) {
        return scripts.entrySet().stream()
                .filter(script -> script.getValue() >= share * letters)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Script.OTHER);
    }

    int letters(Script script) {
        return scripts.getOrDefault(script, 0);
    }

    /** The language with most stop words; empty if the text has none. */
    String likeliest() {
        return stopWords.entrySet().stream()
                .filter(language -> language.getValue() > 0)
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    int stopWords(String language) {
        return stopWords.getOrDefault(language, 0);
    }

    /** Whether the text has Latin letters that English words do not have, such as in "kylskåp". */
    boolean hasLettersOfOtherAlphabet() {
        return otherLatin > 0;
    }

    int differentStopWords(String language) {
        return differentStopWords.getOrDefault(language, 0);
    }

    /** The share of words that are stop words of a language, 0–1. */
    double share(String language) {
        return words == 0 ? 0 : (double) stopWords(language) / words;
    }
}
