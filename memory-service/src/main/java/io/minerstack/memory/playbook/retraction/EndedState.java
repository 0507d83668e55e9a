package io.minerstack.memory.playbook.retraction;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the person that something has ended: "I no longer live in Oslo", "Je ne suis plus végétarien". The
 * statement may be stored; what it ends may not stay. Each pattern takes a number of steps that is linear in the length
 * of the sentence.
 */
final class EndedState {

    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS;

    private static final Pattern ENDED = Pattern.compile(
            "^(?:i|we)(?:'m|'re|'ve)?(?: \\p{L}{1,10}){0,2} no longer .+"
                    + "|^(?:i|we)(?:'m|'re)?(?: \\p{L}{1,10}){0,2}?(?:n't| not|not)\\b.{1,200}?"
                    + "\\bany ?(?:more|longer)\\b.*"
                    + "|^(?:i|we)(?:'ve| have)? stopped using .+"
                    + "|^(?:ich|wir) .{1,120}?\\bnicht (?:mehr|länger)\\b.*"
                    + "|^(?:ich|wir) .{1,120}?\\bkein(?:e|en|em|er)? .{1,60}?\\bmehr\\b.*"
                    + "|^(?:je|nous) (?:ne |n')(?:[\\p{L}']{1,20} ){1,3}plus\\b.*"
                    + "|^(?:yo )?ya no .+"
                    + "|^(?:eu )?(?:já )?não .{1,80}?\\bmais\\b.*"
                    + "|^(?:io )?non .{1,80}?\\bpiù\\b.*"
                    + "|^ik .{1,80}?\\b(?:niet|geen)\\b.{1,60}?\\bmeer\\b.*"
                    + "|^(?:я |мы )?(?:\\p{L}{1,20} ){0,2}больше не .+"
                    + "|^我(?:已经|已經|现在|現在)?不再.+",
            FLAGS);

    /** What follows the statement: a reason, a contrast. */
    private static final Pattern REST = Pattern.compile(
            "[,;:(–—，；：]| - | (?:and|but|because|since|so|as|und|aber|weil|et|parce|y|pero|porque|e|mas|ma"
                    + "|maar|omdat|и|но) ",
            FLAGS);

    /** Words of an end that are content words elsewhere, as stems. */
    private static final Set<String> WORDS_OF_AN_END = Set.of(
            "mehr", "länge", "keine", "mais", "ya", "já", "geen", "больш", "stopp", "using", "现", "現", "在", "已", "经",
            "經");

    private static final Pattern NEGATION = Pattern.compile(
            "\\b(?:not|never|no|nicht|nie|kein\\p{L}*|ne|pas|plus|jamais|nunca|não|non|niet|geen|не"
                    + "|nor)\\b|n't\\b|\\bn'|[不没沒]",
            FLAGS);

    private EndedState() {}

    /** The content words of what has ended; null where the folded sentence does not say that something has ended. */
    static @Nullable Set<String> find(String sentence) {
        if (sentence.endsWith("?") || sentence.endsWith("？")) {
            return null;
        }
        Matcher rest = REST.matcher(sentence);
        String clause = rest.find() ? sentence.substring(0, rest.start()) : sentence;
        if (!ENDED.matcher(clause).matches()) {
            return null;
        }
        Set<String> subject = new LinkedHashSet<>(ContentWords.of(clause));
        subject.removeAll(WORDS_OF_AN_END);
        return subject.isEmpty() ? null : subject;
    }

    /**
     * Whether a stored value is what has ended: the value says the same, or the same and more. One word in common is no
     * evidence where the value has other words, and a negated value agrees with the end.
     */
    static boolean ends(Set<String> subject, String foldedValue) {
        if (NEGATION.matcher(foldedValue).find()) {
            return false;
        }
        Set<String> value = new LinkedHashSet<>(ContentWords.of(foldedValue));
        value.removeAll(WORDS_OF_AN_END);
        return value.equals(subject) || (subject.size() > 1 && value.containsAll(subject));
    }
}
