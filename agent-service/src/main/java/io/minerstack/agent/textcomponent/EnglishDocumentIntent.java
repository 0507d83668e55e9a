package io.minerstack.agent.textcomponent;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Detects English sentences that ask for a document. An imperative of a writing verb with an object is enough, unless
 * the object is an answer ("a one-word reply"). Verbs that may be nouns ("draft"), and verbs of editing, which may
 * apply to two words, need the name of a document as well.
 */
final class EnglishDocumentIntent {

    private static final String DETERMINER =
            anyOf("a an the my our your his her their some this these one two three \\d+");
    private static final String RECIPIENT =
            "(?:" + anyOf("me us him her them up down out please also just only") + " )*";

    private static final Pattern POLITE_LEAD = Pattern.compile("^(?:(?:"
            + anyOf("please kindly now then next first finally also and ok okay hi hello hey so just again instead"
                    + " let's")
            + "|let us|help (?:me|us)(?: to)?|(?:can|could|would|will) you(?: please| kindly)?(?: help me)?(?: to)?"
            + "|(?:your|the) (?:task|job) is to|you (?:should|must|are to|have to|need to|will)"
            + "|(?:i|we)(?: would|'d| really)* (?:want|need|like) you to)\\b[ ,:]*)+");
    private static final Pattern QUESTION = Pattern.compile("^(?:and |but |so )?(?:"
            + anyOf("what how why when where who whom whose which is are am was were do does did should shall may might"
                    + " has have had")
            + "|(?:can|could|would|will) (?!you)).*");

    /** An order after another clause: only with a determiner, because "read, write and create" is a list of verbs. */
    private static final Pattern LATER_ORDER = Pattern.compile(
            "(?:[,:] ?(?:and |then |please |now )*|\\bthen (?:please )?)(?=[a-z]+ (?:me |us )?" + DETERMINER + "\\b)");

    private static final Pattern ORDER_AFTER_AND =
            Pattern.compile("\\band (?:then |please |also )*(?=[a-z]+ (?:me |us )?(?:a|an)\\b)");
    private static final Pattern STATEMENT = Pattern.compile("^"
            + anyOf("i we you he she it they the a an my our your his her their this that there in on at") + "\\b.*");

    private static final Pattern WRITING_ORDER =
            Pattern.compile("^" + anyOf("write compose create generate prepare produce implement draft author") + " "
                    + RECIPIENT + "(?<object>.+)$");
    private static final Pattern EDITING_ORDER = Pattern.compile("^(?:"
            + anyOf("design develop build plan outline program code make format edit rewrite revise update translate"
                    + " proofread polish expand shorten correct finish continue")
            + "|draw up|give(?= (?:me |us )?an? )) " + RECIPIENT + "(?<object>.+)$");
    private static final Pattern NOUN_NOT_VERB =
            Pattern.compile("^(?:draft|author|produce) (?!(?:me|us) |" + DETERMINER + "\\b).*");
    private static final Pattern DESIGN_ORDER = Pattern.compile(
            "^" + anyOf("design develop build plan outline program") + " " + RECIPIENT + DETERMINER + "\\b.*");

    /** Words that begin a description of the object. */
    private static final Pattern DESCRIPTION = Pattern.compile("[^\\p{L}\\p{N}' -]|\\b"
            + anyOf("of about for that which who where to with without from in on at by as like using between so if and"
                    + " but because explaining describing saying telling asking based titled called below above")
            + "\\b.*");

    private static final Pattern NO_OBJECT = Pattern.compile("^"
            + anyOf("of for that which to with without from in on at by as like using between so if and but it them")
            + "\\b.*|['\"].*|th(?:is|at) down\\b.*");

    private static final String ANSWER_NOUNS = "answer reply response sentence word line phrase joke pun haiku slogan"
            + " tagline motto riddle number digit name"
            + " title value result yes no true false ok okay hello hi emoji";
    private static final Pattern ANSWER = Pattern.compile(
            "(?:.* )?" + anyOf(ANSWER_NOUNS) + "(?:s|es)?|(?:.* )?replies|the " + anyOf(ANSWER_NOUNS) + "s? .*");
    private static final Pattern HUNDREDS_OF_WORDS = Pattern.compile(".*\\b\\d{3,} words");
    private static final Pattern CONVERSATION_SUMMARY =
            Pattern.compile(".*\\b(?:summary|recap) of (?:this|our|the|that) "
                    + anyOf("conversation chat discussion talk dialog dialogue") + "\\b.*");
    private static final Pattern REPLY_TO_MAIL =
            Pattern.compile(".*\\b(?:reply|response|answer) to .*\\b(?:e-?mail|letter|mail)\\b.*");
    private static final Pattern DOCUMENT = Pattern.compile("(?:.*\\b)?"
            + anyOf("document notebook canvas essay report article letter e-?mail story poem blog post proposal readme"
                    + " outline memo speech documentation page paper text script novel chapter biography resume cv"
                    + " paragraph plan draft agenda itinerary contract recipe song code function class program table"
                    + " website presentation")
            + "s?");

    private EnglishDocumentIntent() {}

    /**
     * Whether a sentence asks for a document.
     *
     * @param sentence folded, with its final punctuation
     */
    static boolean matches(String sentence) {
        if (QUESTION.matcher(sentence).matches()) {
            return false;
        }
        if (isOrder(sentence)) {
            return true;
        }
        // not: "explain how to read and write a book"
        return !sentence.endsWith("?")
                && !sentence.contains("how ")
                && (hasOrderAfter(LATER_ORDER, sentence)
                        || (!STATEMENT.matcher(sentence).matches() && hasOrderAfter(ORDER_AFTER_AND, sentence)));
    }

    private static boolean hasOrderAfter(Pattern joint, String sentence) {
        Matcher matcher = joint.matcher(sentence);
        while (matcher.find()) {
            if (isOrder(sentence.substring(matcher.end()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOrder(String clause) {
        Matcher lead = POLITE_LEAD.matcher(clause);
        boolean polite = lead.find();
        String order = polite ? clause.substring(lead.end()) : clause;
        if (order.endsWith("?") && !polite) {
            return false;
        }
        Matcher writing = WRITING_ORDER.matcher(order);
        if (writing.matches() && !NOUN_NOT_VERB.matcher(order).matches()) {
            return isDocument(writing.group("object"));
        }
        Matcher editing = EDITING_ORDER.matcher(order);
        if (!editing.matches()) {
            return false;
        }
        String object = editing.group("object");
        return (DESIGN_ORDER.matcher(order).matches()
                        || DOCUMENT.matcher(nounPhrase(object)).matches())
                && isDocument(object);
    }

    private static boolean isDocument(String object) {
        if (REPLY_TO_MAIL.matcher(object).matches()) {
            return true;
        }
        String nounPhrase = nounPhrase(object);
        if (NO_OBJECT.matcher(object).matches()
                || CONVERSATION_SUMMARY.matcher(object).matches()) {
            return false;
        }
        if (nounPhrase.isEmpty()) {
            // "write about the sea" asks for a document; "write 'hello'" asks to repeat a text
            return object.startsWith("about ");
        }
        return HUNDREDS_OF_WORDS.matcher(nounPhrase).matches()
                || !ANSWER.matcher(nounPhrase).matches();
    }

    /** The object without its description: "a short answer" of "a short answer to this question." */
    private static String nounPhrase(String object) {
        Matcher description = DESCRIPTION.matcher(object);
        return (description.find() ? object.substring(0, description.start()) : object).strip();
    }

    private static String anyOf(String words) {
        return "(?:" + words.replace(' ', '|') + ")";
    }
}
