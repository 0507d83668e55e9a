package io.minerstack.agent.vote;

import io.minerstack.agent.text.NumberCharacters;
import io.minerstack.agent.text.NumberContext;
import io.minerstack.agent.text.NumberExtractor;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the final answer of a text: after words such as "the answer is", or the whole text if the text is short. */
public final class FinalAnswerExtractor {

    private static final int MAX_SEARCHED_LENGTH = 20_000;
    private static final int MAX_BARE_ANSWER_LENGTH = 80;
    // a text that announces more answers is no answer
    private static final int MAX_ANNOUNCED = 20;
    private static final int MAX_READ = 200;

    private static final Pattern BOXED = Pattern.compile("\\\\boxed\\{((?:[^{}]|\\{[^{}]{0,40}\\}){1,80})\\}");
    private static final Pattern ANNOUNCED = Pattern.compile(
            "(?<!\\p{L})(?:final answer|correct answer|the answer|answer|the result|result|solution)"
                    + "(?: is| are| would be| should be|:| =|=){1,2}\\s{0,3}([^\\n]{1,120})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LED = AnswerLeadIns.announcements();
    private static final Pattern CLAIMED = Pattern.compile(
            "\\bI(?: would|'d)? (?:get|got|obtain|calculate|computed?|choose|pick|say|vote for)"
                    + "(?: that)?(?: it is| it's)?\\s{1,3}([^\\n]{1,120})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern EQUATION =
            Pattern.compile("(?:(?<![!<>≠])=|≈)\\s{0,3}((?:[$€£]\\s?)?" + NumberExtractor.NUMBER + "[^\\n.=]{0,12})");
    private static final Pattern FIRST_CLAUSE =
            Pattern.compile("^(.*?)(?:[.!?](?:\\s|$)|;|, (?:because|since|as|so|which"
                    + "|although|though|but|while|whereas|not|and|with|even)\\b).*$");

    private FinalAnswerExtractor() {}

    /** As {@link #extract(String, NumberContext)}, of an answer to an unknown question. */
    public static @Nullable DiscreteAnswer extract(String text) {
        return extract(text, NumberContext.UNKNOWN);
    }

    /**
     * The announced answer, else the whole text if it has one line of at most 80 characters; null if there is neither.
     */
    public static @Nullable DiscreteAnswer extract(String text, NumberContext context) {
        DiscreteAnswer announced = announced(text, context);
        String bare = text.strip();
        if (announced != null || bare.length() > MAX_BARE_ANSWER_LENGTH || bare.contains("\n")) {
            return announced;
        }
        return AnswerNormalizer.normalize(bare, context);
    }

    /** The answer that the text announces, the last one if there are several; null if there is none. */
    public static @Nullable DiscreteAnswer announced(String text) {
        return announced(text, NumberContext.UNKNOWN);
    }

    private static @Nullable DiscreteAnswer announced(String text, NumberContext context) {
        // a long text has its answer at the end
        String end = text.length() > MAX_SEARCHED_LENGTH ? text.substring(text.length() - MAX_SEARCHED_LENGTH) : text;
        String plain = AnswerMarkup.withoutEmphasis(
                NumberCharacters.plain(TextFolding.withBoundedMarks(end)).replace('\u00A0', ' '));
        for (Pattern pattern : List.of(BOXED, ANNOUNCED, LED, CLAIMED, EQUATION)) {
            DiscreteAnswer last = last(plain, pattern, context);
            if (last != null) {
                return last;
            }
        }
        return null;
    }

    /** The last answer that the pattern finds and that the text does not deny. */
    private static @Nullable DiscreteAnswer last(String plain, Pattern pattern, NumberContext context) {
        List<MatchResult> found = pattern.matcher(plain).results().toList();
        // only the last ones are read: to read what stands around one costs more than to find it
        List<MatchResult> read = found.subList(Math.max(0, found.size() - MAX_READ), found.size());
        int announced = 0;
        for (MatchResult match : read.reversed()) {
            if (announced < MAX_ANNOUNCED && !AnswerQualifier.isDeniedAt(plain, match.start())) {
                announced++;
                DiscreteAnswer answer = AnswerNormalizer.normalize(firstClause(match.group(1)), context);
                if (answer != null) {
                    return answer;
                }
            }
        }
        return null;
    }

    /** The index of the answer's words in the folded text, as whole words; -1 if the text does not have them. */
    public static int position(String text, DiscreteAnswer answer) {
        String words =
                answer.kind() == DiscreteAnswer.Kind.NUMBER ? TextFolding.fold(answer.displayText()) : answer.key();
        return position(TextFolding.fold(text), words, 0);
    }

    /** The index of words in a folded text, as whole words, from an index on; -1 if the text does not have them. */
    static int position(String folded, String words, int from) {
        for (int at = folded.indexOf(words, from); at >= 0; at = folded.indexOf(words, at + 1)) {
            boolean starts = at == 0 || !Character.isLetterOrDigit(folded.charAt(at - 1));
            int end = at + words.length();
            boolean ends = end == folded.length() || !Character.isLetterOrDigit(folded.charAt(end));
            if (starts && ends) {
                return at;
            }
        }
        return -1;
    }

    private static String firstClause(String text) {
        Matcher clause = FIRST_CLAUSE.matcher(text);
        return clause.matches() && !clause.group(1).isBlank() ? clause.group(1) : text;
    }
}
