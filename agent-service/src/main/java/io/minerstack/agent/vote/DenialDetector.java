package io.minerstack.agent.vote;

import java.util.regex.Pattern;

/** Finds whether a clause denies a value. Only a negation that governs the value itself is a denial. */
final class DenialDetector {

    private static final String NOT = "(?:\\b(?:not|never|cannot|cant|wont|isnt|wasnt|dont|doesnt|neither|nor|except"
            + "|anything but|rather than|instead of|other than|unequal to"
            + "|nicht|kein(?:e[nrs]?)?|nie|niemals|pas|jamais|n'est|no es|no son|no puede"
            + "|nunca|não|nao|non è|non e"
            + "|mai|niet|geen|nooit)\\b"
            + "|n't\\b|≠|!=|\\bне\\b|не может|不是|不为|不等于|并非|不可能|不會|不会)";
    private static final Pattern NOT_BEFORE = pattern(NOT);

    /** Words that may stand between a negation and the value: "not true that the result is 48". */
    private static final Pattern PLAIN_BEFORE =
            pattern(NOT + "(?:[\\s\"'“(\\[$€£]|\\b(?:be|been|is|are|was|equals?|to|the|an?|of"
                    + "|answer|number|value|result|solution|true|correct|right|possible|case|that|it|it's|this"
                    + "|think|believe|agree"
                    + "|say|really|actually|even|also|more|less|fewer|greater|higher|lower|than|over|under"
                    + "|ser|être|essere|sein|zijn|быть|la|le|el|il|die|der|das|de|het)\\b|是|等于|为)*$");

    private static final Pattern SECOND_NOT =
            pattern("(?:\\b(?:not|never|cannot)\\b|n't\\b).*(?:\\b(?:not|never)\\b|n't\\b)");

    private static final String DOUBT =
            "\\b(?:unlikely|improbable|implausible|(?<!no |without |without a |beyond )doubt(?:s|ed|ful)?"
                    + "|hardly|scarcely|barely|far from|nowhere near|nothing like|no way|no longer|impossible"
                    + "|wrong(?:ly)?"
                    + "|incorrect(?:ly)?|false(?:ly)?|mistaken(?:ly)?|den(?:y|ies|ied)|disagree|rul(?:e|es|ed"
                    + "|ing) out|exclud(?:e|es|ed|ing)"
                    + "|reject(?:s|ed|ing)?|refute[sd]?|dismiss(?:es|ed)?"
                    + "|unwahrscheinlich|kaum|improbabile|onwaarschijnlijk)\\b|вряд ли|маловероятно|不太可能";
    private static final Pattern DOUBT_BEFORE = pattern(DOUBT);

    /** A heading such as "not the answer:", and an insertion such as "not, as some say,". */
    private static final Pattern BROKEN_OFF =
            pattern("(?:" + NOT + "|" + DOUBT + ")(?:[\\s]|\\b(?:be|is|are|an?|the|correct"
                    + "|right|true|possible|valid|answers?|solutions?|values?|results?|options?|choices?"
                    + "|following|that|it|this)\\b)*"
                    + "[:\\-–—(\\[][\\s\"'$€£]*$|\\b(?:not|never|nicht|pas)\\s*(?:[,:—]|\\s[-–]{1,3}\\s)");

    private static final String OTHER_CLAUSE = "(?!(?:because|since|as|so|while|whereas|which|with|if)\\b)";
    /** How a clause goes on after a negation of the value before it. */
    private static final String PLAIN_REST =
            "\\b(?=[^\\p{L}\\p{N}]*$|\\s(?:be )?(?:at|the|an?|our|my|what|correct|right|true|possible|valid"
                    + "|accurate|richtig"
                    + "|korrekt|la|le|die|de)\\b)";

    private static final Pattern NOT_AFTER = pattern("^\\S{0,10}\\s?(?:[\\p{L}']+ ){0,2}?(?:"
            + "(?:is|was|are|were|be|seems|looks|ist|wäre|est|es|è|é)\\b[\\p{L}' ]{0,20}?\\b"
            + "(?:(?:not|nicht|pas|niet)" + PLAIN_REST
            + "|(?:wrong|incorrect|false|impossible|falsch|faux|incorrect[oe]|fals[oe]|errad[oa]"
            + "|sbagliat[oa]|fout|onjuist|too \\p{L}+)\\b)"
            + "|(?:(?:isn|wasn|aren|can|won|doesn|couldn|wouldn)'t|cannot|does not|did not|can not|could not)"
            + PLAIN_REST
            + "|(?:n'est pas|no es|não é|non è|неверн|неправильн)"
            + "|(?:不对|不正确|不是|是错|ではない|ではありません|じゃない|は間違|は違|이 아니|가 아니|은 아니|는 아니|은 틀|는 틀))");
    private static final Pattern DOUBT_AFTER = pattern("^\\S{0,10}\\s?(?:" + OTHER_CLAUSE + "[\\p{L}']+ ){0,6}?(?:"
            + "(?:ruled|voted) out|excluded|rejected|eliminated|discarded|dismissed|disproved|refuted|wrong|incorrect"
            + "|false|impossible|implausible|improbable|unlikely|doubtful|mistaken|nonsense|out of the question"
            + "|no sense|not|never|cannot|hardly|scarcely|far from|anything but|\\p{L}+n't|too \\p{L}+"
            + "|unwahrscheinlich|ausgeschlossen|exclue?|excluid[oa]|descartad[oa]|esclus[oa])\\b");
    private static final Pattern REMARK_AFTER =
            pattern("^[\\s\"']{0,2}[:\\-–—(\\[]{1,3}\\s?(?:(?:that|it|this|which|is|was|clearly|obviously"
                    + "|that's|it's|not)\\s)*(?:wrong|incorrect|false|impossible|nonsense|unlikely|not correct"
                    + "|not right)\\b");

    /** The value is a question that the text answers itself: "48? No way." */
    private static final Pattern ANSWERED_QUESTION =
            pattern("^[\\s\"'*]{0,3}[?？]\\s{0,3}(?:(?:no(?! doubt| question)|nope"
                    + "|nah|never|not|hardly|wrong|incorrect|impossible|surely not|certainly not|i (?:don't"
                    + "|doubt|disagree)"
                    + "|nein|non|nie|nee|não|mai|нет)\\b|不|否|いいえ|違)");

    private DenialDetector() {}

    /** Without the flag, {@code \b} knows the letters A to Z only. */
    private static Pattern pattern(String words) {
        return Pattern.compile(words, Pattern.UNICODE_CHARACTER_CLASS);
    }

    /**
     * What the words around a value say about the value.
     *
     * @param sentence the sentence before the value
     * @param before the clause before the value
     * @param rest the text after the value
     * @param after the clause after the value
     */
    static Denial of(String sentence, String before, String rest, String after) {
        Denial denial = before(sentence, before);
        if (REMARK_AFTER.matcher(rest).find() || ANSWERED_QUESTION.matcher(rest).find()) {
            return Denial.UNCLEAR;
        }
        if (NOT_AFTER.matcher(after).find()) {
            return denial == Denial.NONE && !isTwiceDenied(after) ? Denial.DENIED : Denial.UNCLEAR;
        }
        return DOUBT_AFTER.matcher(after).find() ? Denial.UNCLEAR : denial;
    }

    /** As {@link #of}, from the words before the value. */
    static Denial before(String sentence, String before) {
        if (DOUBT_BEFORE.matcher(before).find() || BROKEN_OFF.matcher(sentence).find()) {
            return Denial.UNCLEAR;
        }
        if (!NOT_BEFORE.matcher(before).find()) {
            return Denial.NONE;
        }
        boolean plain = PLAIN_BEFORE.matcher(before).find()
                && !SECOND_NOT.matcher(before).find();
        return plain ? Denial.DENIED : Denial.UNCLEAR;
    }

    private static boolean isTwiceDenied(String after) {
        return SECOND_NOT.matcher(after).find()
                || (NOT_BEFORE.matcher(after).find()
                        && DOUBT_BEFORE.matcher(after).find());
    }

    /** Whether a text denies a value. */
    enum Denial {
        NONE,
        DENIED,
        /** There is a negation or a doubt, and what it governs is not plain. */
        UNCLEAR
    }
}
