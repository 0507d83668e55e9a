package io.minerstack.agent.feedback;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the words of a plain statement that name its subject, without what the statement says about the subject. */
final class StatementKey {

    /** A denial with the right value: "isn't Ann, it's Anna". */
    static final String CORRECTED = "(?:isn't|is not|aren't|are not) .{1,100}?"
            + "(?: but |(?:[.,;:]| -) ?(?:but |and )?(?:it's|it is|they're|they are|it should be|rather|actually) )";

    private static final Pattern OWN = Pattern.compile(
            "^my (?:(?:current|new|present|latest|actual) ){0,5}([\\p{L} ]{2,40}?) (?:(?:is|are) (?!not )|" + CORRECTED
                    + ").+");

    private static final Pattern LIKED =
            Pattern.compile("^(?:i|we)(?:'d|(?: (?:would|really|strongly|generally|usually|do not|don't|no longer|now"
                    + "|absolutely|also|still"
                    + "|just))){0,5} (?:prefer|like|love|want|need|hate|dislike|enjoy|adore|detest|loathe)"
                    + "(?: (?:to (?:eat|drink|have|use|see|get|read)|eating|drinking|having|using|seeing"
                    + "|getting|reading))? (.+)");

    private static final Pattern OF_SELF =
            Pattern.compile("^(?:i am|i'm) (?:(?:not|no longer|now|also) ){0,5}(an? .+)");

    private static final Pattern WORK_OR_HOME =
            Pattern.compile("^i (?:now |currently )?((?:work|live|study|teach) (?:in|at|for|as|with)?) ?.+");

    private static final Pattern ORDER = Pattern.compile(
            "^(?:(?:please|and|but|from now on,?|make sure (?:to|you)?|remember to|always|never|do not|don't"
                    + "|avoid|no more"
                    + "|stop) ){1,8}(.+)");

    /** What follows the subject: a reason, an alternative, a time. */
    private static final Pattern REST = Pattern.compile(
            "(?:[,;:(]| (?:but|because|since|instead of|over|rather than|more than|than|any ?more|anymore|now|at all"
                    + "|very much|a lot|these days|when|if)\\b)");

    private StatementKey() {}

    /** The subject of a folded statement; the whole statement where nothing sets the subject apart. */
    static String of(String folded) {
        for (Pattern pattern : new Pattern[] {OWN, LIKED, OF_SELF, WORK_OR_HOME, ORDER}) {
            Matcher matcher = pattern.matcher(folded);
            if (matcher.matches()) {
                return withoutRest(matcher.group(1));
            }
        }
        return folded;
    }

    private static String withoutRest(String subject) {
        Matcher rest = REST.matcher(subject);
        return rest.find() && rest.start() > 0 ? subject.substring(0, rest.start()) : subject;
    }
}
