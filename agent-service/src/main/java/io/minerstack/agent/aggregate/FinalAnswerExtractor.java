package io.minerstack.agent.aggregate;

import io.minerstack.agent.text.Folding;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the answer that a text ends up with: by the words that announce one, or because the text is nothing else. */
final class FinalAnswerExtractor {

    private static final int LONG = 20_000;
    private static final int SHORT = 80;

    private static final Pattern BOXED = Pattern.compile("\\\\boxed\\{([^{}]{1,80})\\}");
    private static final Pattern ANNOUNCED = Pattern.compile(
            "(?:final answer|correct answer|the answer|answer|the result|result|solution)"
                    + "(?: is| are| would be| should be|:| =|=){1,2}\\s{0,3}([^\\n]{1,120})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CLAIMED = Pattern.compile(
            "\\bI(?: would|'d)? (?:get|got|obtain|calculate|computed?|choose|pick|say|vote for)"
                    + "(?: that)?(?: it is| it's)?\\s{1,3}([^\\n]{1,120})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern EQUATION =
            Pattern.compile("(?:=|≈)\\s{0,3}((?:[$€£]\\s?)?" + Numbers.NUMBER + "[^\\n.=]{0,12})");
    private static final Pattern CLAUSE = Pattern.compile(
            "^(.*?)(?:[.!?](?:\\s|$)|;|, (?:because|since|as|so|which|although|though|but|while|whereas|not|and|with|even)\\b).*$");

    private FinalAnswerExtractor() {}

    /** The announced answer, else the whole text where it is short enough to be one; null where there is neither. */
    static @Nullable DiscreteAnswer of(String text) {
        DiscreteAnswer announced = announced(text);
        String bare = text.strip();
        if (announced != null || bare.length() > SHORT || bare.contains("\n")) {
            return announced;
        }
        return AnswerNormalizer.of(bare);
    }

    /** The answer that the text announces; the last one where there are several. */
    static @Nullable DiscreteAnswer announced(String text) {
        // the end of a long text is where its answer stands
        String tail = text.length() > LONG ? text.substring(text.length() - LONG) : text;
        String plain = tail.replace('\u00A0', ' ').replaceAll("[*_`]{1,3}", "");
        for (Pattern pattern : List.of(BOXED, ANNOUNCED, CLAIMED, EQUATION)) {
            DiscreteAnswer last = null;
            Matcher matcher = pattern.matcher(plain);
            while (matcher.find()) {
                DiscreteAnswer choice = AnswerNormalizer.of(clause(matcher.group(1)));
                last = choice == null ? last : choice;
            }
            if (last != null) {
                return last;
            }
        }
        return null;
    }

    /** Whether a text names a choice, and not only to deny it. */
    static boolean names(String text, DiscreteAnswer choice) {
        return switch (choice.kind()) {
            case NUMBER -> Numbers.in(text).contains(choice.key().replaceAll("[^\\d.-].*$", ""));
            case WORDS ->
                position(text, choice) >= 0
                        && !Folding.fold(text).contains("not " + choice.key())
                        && !Folding.fold(text).contains("not the " + choice.key());
            case DATE, BOOLEAN, LETTER -> {
                DiscreteAnswer own = of(text);
                yield own != null && own.isSameAs(choice);
            }
        };
    }

    /** Where a folded text first has a choice's words as whole words; -1 where it does not. */
    static int position(String text, DiscreteAnswer choice) {
        String folded = Folding.fold(text);
        String words = choice.kind() == DiscreteAnswer.Kind.NUMBER ? Folding.fold(choice.shown()) : choice.key();
        for (int at = folded.indexOf(words); at >= 0; at = folded.indexOf(words, at + 1)) {
            boolean starts = at == 0 || !Character.isLetterOrDigit(folded.charAt(at - 1));
            int end = at + words.length();
            boolean ends = end == folded.length() || !Character.isLetterOrDigit(folded.charAt(end));
            if (starts && ends) {
                return at;
            }
        }
        return -1;
    }

    private static String clause(String text) {
        Matcher clause = CLAUSE.matcher(text);
        return clause.matches() && !clause.group(1).isBlank() ? clause.group(1) : text;
    }
}
