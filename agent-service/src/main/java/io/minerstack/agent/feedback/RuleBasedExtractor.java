package io.minerstack.agent.feedback;

import io.minerstack.agent.memory.ProposedOperation;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain statements without a model: "I prefer short answers", "Never use slang", "My name is Ada". They make up
 * for models that are too small for extraction. A statement's value is the person's own sentence; other sentences are
 * left out.
 */
final class RuleBasedExtractor {

    // memory-service takes 20 operations, of which the model proposes up to 5
    private static final int MAX_STATEMENTS = 15;
    private static final int MAX_SENTENCE = 300;

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?;])\\s+|\\R");
    private static final Pattern ABOUT_THIS_ANSWER =
            Pattern.compile("^(?:i|we) (?:would |'d |really |just ){0,5}(?:like|love|want|need|prefer|hate|dislike) "
                    + "(?:it|this|that|your|how|what|to know|to see|to ask|to understand|help|the answer)\\b.*");
    private static final Pattern PREFERENCE =
            Pattern.compile("^(?:i|we)(?: would|'d| really| strongly| generally| usually| do not| don't| no longer| now"
                    + "| absolutely| also| still| just){0,5} "
                    + "(?:prefer|like|love|want|need|hate|dislike|enjoy|adore|detest|loathe) .+");
    private static final Pattern CONSTRAINT =
            Pattern.compile("^(?:please |and |but ){0,5}(?:never|do not|don't|avoid|no more|stop) .+");
    private static final Pattern INSTRUCTION =
            Pattern.compile("^(?:please .+|(?:always|from now on,?|make sure|remember(?: that| to)?) .+"
                    + "|(?:keep|use|write|answer|respond|reply|speak|include|show|give|format|be|explain) .+)");
    private static final Pattern NAME = Pattern.compile(
            "^(?:(?:please )?(?:call me|my name is|my name's) (?!not ).+|my name " + StatementKey.CORRECTED + ".+)");
    private static final Pattern NAME_DENIED = Pattern.compile("^my name(?:'s| is| isn't) (?:not )?.+");
    private static final Pattern OWN_FACT = Pattern.compile("^my [\\p{L} ]{2,40}? (?:is|are|isn't|aren't) .+");
    private static final Pattern OWN_CORRECTED = Pattern.compile("^(?:(?:i'm|i am) not [^,;]{1,80}[,;] ?(?:but )?"
            + "(?:i'm|i am) .+|i (?:don't|do not) (work|live|study|teach) [^,;]{1,80}[,;] ?(?:but )?"
            + "i (?:now )?\\1 .+)");

    /** The two sentences of a correction: "My name isn't Ann. It's Anna." */
    private static final Pattern DENIED = Pattern.compile("^my [\\p{L} ]{2,40}? (?:isn't|is not|aren't|are not) .+");

    private static final Pattern GIVEN = Pattern.compile("^(?:it's|it is|they're|they are|it should be) .+");
    private static final Pattern ABOUT_SELF = Pattern.compile(
            "^(?:i am|i'm) (?:not |no longer |now |also ){0,5}an? .+|^(?:i am|i'm) (?:now )?\\d{1,3}(?: years? old)?$"
                    + "|^i (?:now |currently )?(?:work|live|study|teach) .+"
                    + "|^i(?:'ve| have)? (?:now |just |recently ){0,5}(?:moved|relocated|switched|changed|joined) .+");
    private static final Pattern ANSWER_LENGTH = Pattern.compile(
            ".*\\b(?:short|shorter|long|longer|brief|concise|detailed)\\b.*\\b(?:answer|answers|reply|replies"
                    + "|response|"
                    + "responses)\\b.*|.*\\b(?:answer|answers|reply|replies|response|responses)\\b.*"
                    + "\\b(?:short|shorter|long|longer|brief|concise|detailed)\\b.*");

    private RuleBasedExtractor() {}

    /** At most 15 statements, in the order of the feedback. */
    static List<ProposedOperation> read(String feedback) {
        return withJoinedCorrections(
                        SENTENCE_END.splitAsStream(feedback).map(String::strip).toList())
                .stream()
                .map(RuleBasedExtractor::statement)
                .filter(Objects::nonNull)
                .limit(MAX_STATEMENTS)
                .toList();
    }

    private static List<String> withJoinedCorrections(List<String> sentences) {
        List<String> joined = new ArrayList<>();
        boolean denied = false;
        for (String sentence : sentences) {
            String folded = TextFolding.fold(sentence.substring(0, Math.min(MAX_SENTENCE, sentence.length())));
            if (denied && GIVEN.matcher(folded).matches()) {
                joined.add(joined.removeLast() + " " + sentence);
            } else {
                joined.add(sentence);
            }
            denied = DENIED.matcher(folded).matches();
        }
        return joined;
    }

    private static @Nullable ProposedOperation statement(String sentence) {
        if (sentence.length() > MAX_SENTENCE || sentence.endsWith("?")) {
            return null;
        }
        String folded = withoutEnd(TextFolding.fold(sentence));
        String type = type(folded);
        return type == null
                ? null
                : new ProposedOperation(
                        "insert",
                        type,
                        key(folded),
                        withoutEnd(sentence),
                        null,
                        sentence,
                        ProposedOperation.BY_RULES,
                        null,
                        keySource(folded),
                        "explicit",
                        "conversation");
    }

    private static String withoutEnd(String sentence) {
        return sentence.replaceAll("[.!;]+$", "");
    }

    private static @Nullable String type(String folded) {
        if (ABOUT_THIS_ANSWER.matcher(folded).matches()) {
            return null;
        }
        boolean named = NAME.matcher(folded).matches();
        if (!named && NAME_DENIED.matcher(folded).matches()) {
            // memory-service deletes the name that is denied; there is no other to store
            return null;
        }
        if (named
                || OWN_CORRECTED.matcher(folded).matches()
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

    /**
     * One key for all wishes about one subject, so that a later wish replaces an earlier one; null for other subjects.
     */
    private static @Nullable String key(String folded) {
        if (NAME.matcher(folded).matches()) {
            return "user_name";
        }
        return !OWN_FACT.matcher(folded).matches()
                        && ANSWER_LENGTH.matcher(folded).matches()
                ? "answer_length"
                : null;
    }

    /**
     * The words that name the subject, so that a later statement about it replaces an earlier one: of "my current
     * favourite language is Java", "favourite language"; of "I hate Chinese food", "Chinese food".
     */
    private static String keySource(String folded) {
        return StatementKey.of(folded);
    }
}
