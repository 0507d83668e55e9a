package io.minerstack.bench.eval.expectation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * The answer is written in a language: most of its letters have the language's script, and among the languages with
 * Latin letters it has the most frequent small words of this one.
 */
enum WrittenIn implements Expectation {
    ENGLISH("\\p{IsLatin}", "the and of to in is that it for with are was this be on you as can have from"),
    GERMAN(
            "\\p{IsLatin}",
            "der die das und ist nicht ein eine zu mit den von sie es im fur auf ich auch wird sind dem"),
    FRENCH(
            "\\p{IsLatin}",
            "le la les et est des une un dans que qui pour pas sur avec du ce il elle sont au nous vous"),
    SPANISH("\\p{IsLatin}", "el la los las y es de que en un una por con para del se su no son mas como al muy"),
    ITALIAN("\\p{IsLatin}", "il la le di che e un una per con non del della si sono in gli lo da piu anche nel"),
    PORTUGUESE("\\p{IsLatin}", "o a os as e de que um uma em para com nao do da se por mais dos das no na sao"),
    DUTCH("\\p{IsLatin}", "de het een en van is in dat op te zijn met voor niet aan er ook maar bij deze wordt"),
    RUSSIAN("\\p{IsCyrillic}", ""),
    CHINESE("\\p{IsHan}", ""),
    JAPANESE("[\\p{IsHiragana}\\p{IsKatakana}]", "");

    private static final int MIN_SMALL_WORDS = 1;

    private final Pattern script;
    /** Separated by spaces; empty where the script alone proves the language. */
    private final String smallWords;

    WrittenIn(String script, String smallWords) {
        this.script = Pattern.compile(script);
        this.smallWords = smallWords;
    }

    @Override
    public boolean isMetBy(AnswerContent answer) {
        String text = answer.response();
        long letters = text.codePoints().filter(Character::isLetter).count();
        if (letters == 0) {
            return false;
        }
        if (smallWords.isEmpty()) {
            // Japanese text mixes kana and Chinese characters; kana alone prove it
            long own = script.matcher(text).results().count();
            boolean kana = JAPANESE.script.matcher(text).find();
            return this == JAPANESE ? own * 5 >= letters : own * 2 > letters && !(this == CHINESE && kana);
        }
        WrittenIn best = Arrays.stream(values())
                .filter(language -> !language.smallWords.isEmpty())
                .max(Comparator.comparingLong(language -> language.countSmallWords(text)))
                .orElseThrow();
        long own = countSmallWords(text);
        return own >= MIN_SMALL_WORDS
                && own == best.countSmallWords(text)
                && script.matcher(text).results().count() * 2 > letters;
    }

    private long countSmallWords(String text) {
        FoldedText folded = FoldedText.of(text);
        return Arrays.stream(smallWords.split(" ", -1)).filter(folded::contains).count();
    }
}
