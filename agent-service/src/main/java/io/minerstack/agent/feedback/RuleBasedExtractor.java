package io.minerstack.agent.feedback;

import io.minerstack.agent.memory.FeedbackSubmission.Operation;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads statements that need no model: "I prefer short answers", "Never use slang", "My name is Ada". For models that are
 * too small to extract. Keeps the person's sentence as it is and adds nothing; what it does not know, it leaves.
 */
final class RuleBasedExtractor {

    private static final double CONFIDENCE = 0.9;
    private static final int MOST = 5;
    private static final int LONGEST_SENTENCE = 300;
    private static final Map<String, Object> ORIGIN = Map.of("extracted_by", "rules");

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?;])\\s+|\\R");
    private static final Pattern NOT_LASTING =
            Pattern.compile("^(?:i|we) (?:would |'d |really |just )*(?:like|love|want|need|prefer|hate|dislike) "
                    + "(?:it|this|that|your|how|what|to know|to see|to ask|to understand|help|the answer)\\b.*");
    private static final Pattern PREFERENCE =
            Pattern.compile("^(?:i|we)(?: would|'d| really| strongly| generally| usually| do not| don't)* "
                    + "(?:prefer|like|love|want|need|hate|dislike|enjoy) .+");
    private static final Pattern CONSTRAINT =
            Pattern.compile("^(?:please |and |but )*(?:never|do not|don't|avoid|no more|stop) .+");
    private static final Pattern INSTRUCTION =
            Pattern.compile("^(?:please .+|(?:always|from now on,?|make sure|remember(?: that| to)?) .+"
                    + "|(?:keep|use|write|answer|respond|reply|speak|include|show|give|format|be|explain) .+)");
    private static final Pattern NAME = Pattern.compile("^(?:please )?(?:call me|my name is|my name's) .+");
    private static final Pattern OWN_FACT = Pattern.compile("^my ([\\p{L} ]{2,40}?) (?:is|are) .+");
    private static final Pattern ABOUT_SELF = Pattern.compile("^(?:i am|i'm) an? .+|^i (?:work|live|study|teach) .+");
    private static final Pattern ANSWER_LENGTH = Pattern.compile(
            ".*\\b(?:short|shorter|long|longer|brief|concise|detailed)\\b.*\\b(?:answer|answers|reply|replies|response|"
                    + "responses)\\b.*|.*\\b(?:answer|answers|reply|replies|response|responses)\\b.*\\b(?:short|shorter|long|"
                    + "longer|brief|concise|detailed)\\b.*");

    private RuleBasedExtractor() {}

    static List<Operation> read(String feedback) {
        List<Operation> operations = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (String sentence :
                SENTENCE_END.splitAsStream(feedback).map(String::strip).toList()) {
            Operation operation = operation(sentence);
            if (operation != null
                    && operations.size() < MOST
                    && keys.add(operation.insightType() + "/" + operation.key())) {
                operations.add(operation);
            }
        }
        return operations;
    }

    private static @Nullable Operation operation(String sentence) {
        if (sentence.length() > LONGEST_SENTENCE || sentence.endsWith("?")) {
            return null;
        }
        String folded = TextFolding.fold(sentence).replaceAll("[.!;]+$", "");
        String type = type(folded);
        if (type == null || !Wording.faultOf(sentence).isEmpty()) {
            return null;
        }
        return new Operation(
                "insert",
                type,
                key(folded),
                sentence.replaceAll("[.!;]+$", ""),
                CONFIDENCE,
                null,
                ORIGIN,
                sentence,
                null);
    }

    private static @Nullable String type(String folded) {
        if (NOT_LASTING.matcher(folded).matches()) {
            return null;
        }
        if (NAME.matcher(folded).matches()
                || OWN_FACT.matcher(folded).matches()
                || ABOUT_SELF.matcher(folded).matches()) {
            return "fact";
        }
        if (CONSTRAINT.matcher(folded).matches()) {
            return "constraint";
        }
        if (PREFERENCE.matcher(folded).matches()) {
            return "preference";
        }
        return INSTRUCTION.matcher(folded).matches() ? "instruction" : null;
    }

    /** Wishes about one thing share a key, so that a later one replaces an earlier one. */
    private static String key(String folded) {
        if (NAME.matcher(folded).matches()) {
            return "user_name";
        }
        Matcher fact = OWN_FACT.matcher(folded);
        if (fact.matches()) {
            return Wording.keyOf(fact.group(1));
        }
        return ANSWER_LENGTH.matcher(folded).matches() ? "answer_length" : Wording.keyOf(folded);
    }
}
