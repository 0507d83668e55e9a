package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.playbook.InsightType;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is compared of a value, computed once, because each value of a playbook meets each value of a feedback. */
final class ComparableValue {

    // numbers with their units, quoted text, names, negations: values that differ in one of these say different things;
    // possessive and bounded repetitions, so that the number of steps is linear in the length of the value
    static final Pattern DECISIVE = Pattern.compile(
            "\\p{N}++(?:[.,:/-]\\p{N}++)*+(?:\\s{0,3}+\\p{L}{1,3}+\\b)?+|[\"'“„«][^\"'”“»]{1,200}+[\"'”“»]"
                    + "|\\b\\p{Lu}\\p{L}++(?:#|\\+\\+)?|\\b(?![IA]\\b)\\p{Lu}(?:#|\\+\\+|\\b)"
                    + "|\\b(?:no|not|never|none|without|except|only|always|don't|doesn't|isn't|aren't|can't|won't"
                    + "|shouldn't)\\b",
            Pattern.UNICODE_CHARACTER_CLASS);

    private final Set<String> decisiveParts;
    private final Set<String> trigrams;
    private final StatementSubject subject;

    ComparableValue(String value) {
        this.decisiveParts = decisiveParts(value);
        this.trigrams = ValueSimilarity.trigrams(value);
        this.subject = StatementSubject.of(value);
    }

    Set<String> decisiveParts() {
        return decisiveParts;
    }

    Set<String> trigrams() {
        return trigrams;
    }

    /** Whether the other value says nearly the same, or says something else about the same subject. */
    boolean replaces(ComparableValue other, InsightType type, InsightType otherType) {
        return (type == otherType && ValueSimilarity.nearlyEqual(this, other))
                || (StatementSubject.mayContradict(type, otherType) && subject.isSameAs(other.subject));
    }

    private static Set<String> decisiveParts(String text) {
        // a capital letter at the start of the sentence is no sign of a name
        String start = text.substring(0, Math.min(1, text.length())).toLowerCase(Locale.ROOT);
        Matcher matcher = DECISIVE.matcher(start + text.substring(start.isEmpty() ? 0 : 1));
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(TextFolding.foldWithoutFullStop(matcher.group()));
        }
        return found;
    }
}
