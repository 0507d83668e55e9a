package io.minerstack.bench.eval.expectation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text in lower case without accents and punctuation, in which phrases are searched as whole words. */
final class FoldedText {

    private static final Pattern ACCENT = Pattern.compile("(?<=\\p{IsLatin})\\p{M}+");
    private static final Pattern APOSTROPHE = Pattern.compile("(?<=\\p{L})['’](?=\\p{L})");
    private static final Pattern GROUPING = Pattern.compile("(?<=\\d),(?=\\d{3}\\b)");
    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}.]+|\\.(?!\\d)|(?<!\\d)\\.");

    /** A phrase right after one of these words is denied. */
    private static final Pattern DENIAL = Pattern.compile(".* (?:not|isnt|never|no)(?: the| a| an| in)? ");

    private final String text;

    private FoldedText(String text) {
        this.text = text;
    }

    static FoldedText of(String text) {
        String decomposed = Normalizer.normalize(
                Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        String bare = Normalizer.normalize(ACCENT.matcher(decomposed).replaceAll(""), Normalizer.Form.NFC);
        String joined =
                GROUPING.matcher(APOSTROPHE.matcher(bare).replaceAll("")).replaceAll("");
        return new FoldedText(" " + NOT_A_WORD.matcher(joined).replaceAll(" ").strip() + " ");
    }

    boolean contains(String phrase) {
        return text.contains(of(phrase).text);
    }

    /** Whether the phrase occurs and not every occurrence follows a denial. */
    boolean states(String phrase) {
        String searched = of(phrase).text;
        for (int at = text.indexOf(searched); at >= 0; at = text.indexOf(searched, at + 1)) {
            Matcher denial = DENIAL.matcher(text.substring(0, at + 1));
            if (!denial.matches()) {
                return true;
            }
        }
        return false;
    }

    /** Position of the first occurrence; negative if there is none. */
    int indexOf(String phrase) {
        return text.indexOf(of(phrase).text);
    }

    boolean startsWith(String phrase) {
        return text.startsWith(of(phrase).text);
    }

    boolean endsWith(String phrase) {
        return text.endsWith(of(phrase).text);
    }
}
