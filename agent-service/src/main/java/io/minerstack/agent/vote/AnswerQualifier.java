package io.minerstack.agent.vote;

import io.minerstack.agent.vote.DenialDetector.Denial;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds what a sentence says about a value: {@code not 48}, {@code 48 is wrong} and {@code at least 48} do not give 48
 * as the answer. Where a negation does not plainly govern the value, the text does not vote. Reads the words of the
 * same clause, in English and the most frequent forms of other languages.
 */
final class AnswerQualifier {

    private static final int MAX_CLAUSE = 80;

    /** The qualifier of a value of which the text does not say plainly whether the value is the answer. */
    static final String UNCLEAR = "unclear ";

    // a bracket directly before the value belongs to the value
    private static final Pattern CLAUSE_START = pattern("[,;.!?。，；！？\\n]\\s|[，。；！？：\\n—)\\]]|:\\s|\\s[-–]{1,3}\\s"
            + "|[(\\[](?![\\s\"'$€£]*$)|(?<!anything )\\b(?:but|sondern|mais|pero|sino|mas|ma"
            + "|maar)\\b|而是|но ");
    private static final Pattern CLAUSE_END = pattern("[,;.!?。，；！？：\\n—(\\[]|:(?=\\s|$)|\\s[-–]{1,3}\\s"
            + "|\\b(?:but|and|sondern|und|mais|et|pero|sino|mas|ma|maar)\\b|而是");
    private static final Pattern SENTENCE_START = pattern("[.!?;]\\s|[。！？；\\n]");
    private static final Pattern INSERTION = Pattern.compile("\\([^()]*\\)");

    private static final String FILLER =
            "(?:\\s|[$€£\"'(]|\\b(?:about|roughly|approximately|exactly|the|of|than)\\b)*$";
    private static final Pattern AT_LEAST_BEFORE = pattern("(?:\\b(?:at least|a minimum|minimum|no less|not less"
            + "|no fewer|not fewer|mindestens|au moins|al menos|por lo menos|almeno"
            + "|pelo menos|minstens|не менее"
            + "|не меньше)\\b|≥|>=|至少|少なくとも|최소)" + FILLER);
    private static final Pattern AT_MOST_BEFORE = pattern("(?:\\b(?:at most|up to|a maximum|maximum|no more"
            + "|not more|no greater|höchstens|hochstens|maximal|au plus|como máximo|al massimo|no máximo|hoogstens"
            + "|не более|не больше)\\b|≤|<=|最多|不超过|最大)" + FILLER);
    private static final Pattern LESS_BEFORE = pattern("(?:\\b(?:less|fewer|lower|smaller|under|below|weniger als"
            + "|kleiner als|unter|moins de|inférieur à|menos de|menor que|meno di"
            + "|minder dan|менее|меньше)\\b|<|少于|小于"
            + "|不到|低于)" + FILLER);
    private static final Pattern MORE_BEFORE = pattern("(?:\\b(?:more|greater|higher|larger|bigger|over|above"
            + "|exceeds?|exceeding|mehr als|größer als|über|plus de|supérieur à|más de|mayor que"
            + "|più di|mais de|meer dan"
            + "|более|больше)\\b|>|多于|大于|超过|高于)" + FILLER);
    private static final Pattern BEFORE_BEFORE = pattern(
            "\\b(?:before|prior to|until|till|vor|bis|avant|jusqu'au|antes del?|hasta|prima del|voor)\\s+(?:the )?$");
    private static final Pattern AFTER_BEFORE =
            pattern("\\b(?:after|since|later than|nach|seit|après|depuis|después del?|desde|dopo il|na)\\s+(?:the )?$");
    private static final Pattern AT_LEAST_AFTER =
            pattern("^\\S{0,10}\\s?(?:[\\p{L}]+ )?(?:or (?:more|higher|greater|above|later)|oder mehr"
                    + "|ou plus|o más|o più|of meer"
                    + "|以上|或更多|이상|\\+)");
    private static final Pattern AT_MOST_AFTER = pattern(
            "^\\S{0,10}\\s?(?:[\\p{L}]+ )?(?:or (?:less|fewer|lower|below|earlier)|oder weniger|ou moins|o menos|o meno"
                    + "|of minder|以下|以内|이하)");

    private AnswerQualifier() {}

    /** Without the flag, {@code \b} knows the letters A to Z only. */
    private static Pattern pattern(String words) {
        return Pattern.compile(words, Pattern.UNICODE_CHARACTER_CLASS);
    }

    /**
     * The qualifier of the value at a place, such as {@code "not "} or {@code "at least "}; empty if the text gives the
     * value itself.
     */
    static String of(String text, int start, int end) {
        String before = clauseBefore(text, start);
        String after = clauseAfter(text, end);
        if (AT_LEAST_BEFORE.matcher(before).find()
                || AT_LEAST_AFTER.matcher(after).find()) {
            return "at least ";
        }
        if (AT_MOST_BEFORE.matcher(before).find()
                || AT_MOST_AFTER.matcher(after).find()) {
            return "at most ";
        }
        Denial denial = DenialDetector.of(sentenceBefore(text, start), before, rest(text, end), after);
        if (denial == Denial.UNCLEAR) {
            return UNCLEAR;
        }
        String not = denial == Denial.DENIED ? "not " : "";
        if (LESS_BEFORE.matcher(before).find()) {
            return not + "less than ";
        }
        if (MORE_BEFORE.matcher(before).find()) {
            return not + "more than ";
        }
        return not;
    }

    /** As {@link #of}, for a date. */
    static String ofDate(String text, int start, int end) {
        String before = clauseBefore(text, start);
        if (BEFORE_BEFORE.matcher(before).find()) {
            return "before ";
        }
        return AFTER_BEFORE.matcher(before).find() ? "after " : of(text, start, end);
    }

    /** Whether the clause that leads to an index denies or doubts what follows. */
    static boolean isDeniedAt(String text, int start) {
        return DenialDetector.before(sentenceBefore(text, start), clauseBefore(text, start)) != Denial.NONE;
    }

    private static String sentenceBefore(String text, int start) {
        String before = lower(text.substring(Math.max(0, start - MAX_CLAUSE), start));
        return last(SENTENCE_START.split(before, -1));
    }

    private static String clauseBefore(String text, int start) {
        String sentence = sentenceBefore(text, start);
        return last(CLAUSE_START.split(INSERTION.matcher(sentence).replaceAll(" "), -1));
    }

    private static String clauseAfter(String text, int end) {
        return CLAUSE_END.split(INSERTION.matcher(rest(text, end)).replaceAll(" "), 2)[0];
    }

    private static String rest(String text, int end) {
        return lower(text.substring(end, Math.min(text.length(), end + MAX_CLAUSE)));
    }

    private static String last(String[] parts) {
        return parts[parts.length - 1];
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT).replace('’', '\'');
    }
}
