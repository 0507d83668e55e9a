package io.minerstack.agent.vote;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds what a sentence says about a value: {@code not 48}, {@code 48 is wrong} and {@code at least 48} do not give 48
 * as the answer. Reads the words of the same clause, in English and the most frequent forms of other languages.
 */
final class AnswerQualifier {

    private static final int MAX_CLAUSE = 80;

    private static final Pattern CLAUSE_START =
            pattern("[,;.!?。，；！？\\n]\\s|[，。；！？\\n]|\\b(?:but|sondern|mais|pero|sino|mas|ma|maar)\\b|而是|но ");
    private static final Pattern CLAUSE_END =
            pattern("[,;.!?。，；！？\\n]|\\b(?:but|and|sondern|und|mais|et|pero|sino|mas|ma|maar)\\b|而是");

    private static final Pattern NOT_BEFORE = pattern(
            "\\b(?:not|never|cannot|cant|neither|nor|except|anything but|rather than|instead of|other than|unequal to"
                    + "|nicht|kein(?:e[nrs]?)?|nie|niemals|pas|jamais|n'est|no es|no son|no puede"
                    + "|nunca|não|nao|non è|non e"
                    + "|mai|niet|geen|nooit)\\b"
                    + "|n't\\b|≠|!=|\\bне\\b|не может|不是|不为|不等于|并非|不可能|不會|不会");
    private static final Pattern NOT_AFTER = pattern("^[^\\s]{0,10}\\s?(?:[\\p{L}']+ ){0,2}?(?:"
            + "(?:is|was|are|were|be|seems|looks|ist|wäre|est|es|è|é)\\b[\\p{L}' ]{0,20}?\\b"
            + "(?:not|wrong|incorrect|false|impossible|unlikely|nicht|falsch|pas|faux|incorrect[oe]|fals[oe]|errad[oa]"
            + "|sbagliat[oa]|niet|fout|onjuist|too \\p{L}+)\\b"
            + "|(?:isn|wasn|aren|can|won|doesn|couldn|wouldn)'t\\b|(?:cannot|does not|did not|can not|could not)\\b"
            + "|(?:n'est pas|no es|não é|non è|неверн|неправильн)"
            + "|(?:不对|不正确|不是|是错|ではない|ではありません|じゃない|は間違|は違|이 아니|가 아니|은 아니|는 아니|은 틀|는 틀))");

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
        String not = isDenied(before) || NOT_AFTER.matcher(after).find() ? "not " : "";
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

    /** Whether the clause that leads to an index denies what follows. */
    static boolean isDeniedAt(String text, int start) {
        return isDenied(clauseBefore(text, start));
    }

    private static boolean isDenied(String before) {
        return NOT_BEFORE.matcher(before).find();
    }

    private static String clauseBefore(String text, int start) {
        String before = lower(text.substring(Math.max(0, start - MAX_CLAUSE), start));
        String[] clauses = CLAUSE_START.split(before, -1);
        return clauses[clauses.length - 1];
    }

    private static String clauseAfter(String text, int end) {
        String after = lower(text.substring(end, Math.min(text.length(), end + MAX_CLAUSE)));
        return CLAUSE_END.split(after, 2)[0];
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT).replace('’', '\'');
    }
}
