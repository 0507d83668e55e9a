package io.minerstack.agent.compose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * English sentences that tell us to write. A verb of writing in the imperative with something to be written suffices,
 * unless that is plainly an answer ("a one-word reply"). Verbs that are nouns as well, and verbs of editing, which may be
 * about two words, need more.
 */
final class EnglishDocumentIntent {

    private static final String DETERMINER =
            anyOf("a an the my our your his her their some this these one two three \\d+");
    private static final String RECEIVER =
            "(?:" + anyOf("me us him her them up down out please also just only") + " )*";

    private static final Pattern LEAD = Pattern.compile("^(?:(?:"
            + anyOf("please kindly now then next first finally also and ok okay hi hello hey so just again instead"
                    + " let's")
            + "|let us|help (?:me|us)(?: to)?|(?:can|could|would|will) you(?: please| kindly)?(?: help me)?(?: to)?"
            + "|(?:your|the) (?:task|job) is to|you (?:should|must|are to|have to|need to|will)"
            + "|(?:i|we)(?: would|'d| really)* (?:want|need|like) you to)\\b[ ,:]*)+");
    private static final Pattern QUESTION = Pattern.compile("^(?:and |but |so )?(?:"
            + anyOf("what how why when where who whom whose which is are am was were do does did should shall may might"
                    + " has have had")
            + "|(?:can|could|would|will) (?!you)).*");

    /** Where something else comes first: only with its determiner, "read, write and create" being no order. */
    private static final Pattern LATER = Pattern.compile(
            "(?:[,:] ?(?:and |then |please |now )*|\\bthen (?:please )?)(?=[a-z]+ (?:me |us )?" + DETERMINER + "\\b)");

    private static final Pattern AND =
            Pattern.compile("\\band (?:then |please |also )*(?=[a-z]+ (?:me |us )?(?:a|an)\\b)");
    private static final Pattern TELLING = Pattern.compile("^"
            + anyOf("i we you he she it they the a an my our your his her their this that there in on at") + "\\b.*");

    private static final Pattern ORDER =
            Pattern.compile("^" + anyOf("write compose create generate prepare produce implement draft author") + " "
                    + RECEIVER + "(?<object>.+)$");
    private static final Pattern NAMED = Pattern.compile("^(?:"
            + anyOf("design develop build plan outline program code make format edit rewrite revise update translate"
                    + " proofread polish expand shorten correct finish continue")
            + "|draw up|give(?= (?:me |us )?an? )) " + RECEIVER + "(?<object>.+)$");
    private static final Pattern NOUN_INSTEAD =
            Pattern.compile("^(?:draft|author|produce) (?!(?:me|us) |" + DETERMINER + "\\b).*");
    private static final Pattern DRAWN = Pattern.compile(
            "^" + anyOf("design develop build plan outline program") + " " + RECEIVER + DETERMINER + "\\b.*");

    /** What follows belongs to the thing, and is not it. */
    private static final Pattern REST = Pattern.compile("[^\\p{L}\\p{N}' -]|\\b"
            + anyOf("of about for that which who where to with without from in on at by as like using between so if and"
                    + " but because explaining describing saying telling asking based titled called below above")
            + "\\b.*");

    private static final Pattern NO_OBJECT = Pattern.compile("^"
            + anyOf("of for that which to with without from in on at by as like using between so if and but it them")
            + "\\b.*|['\"].*|th(?:is|at) down\\b.*");

    private static final String SAID =
            "answer reply response sentence word line phrase joke pun riddle number digit name"
                    + " title value result yes no true false ok okay hello hi emoji";
    private static final Pattern ANSWER =
            Pattern.compile("(?:.* )?" + anyOf(SAID) + "(?:s|es)?|(?:.* )?replies|the " + anyOf(SAID) + "s? .*");
    private static final Pattern LONG = Pattern.compile(".*\\b\\d{3,} words");
    private static final Pattern TALK = Pattern.compile(".*\\b(?:summary|recap) of (?:this|our|the|that) "
            + anyOf("conversation chat discussion talk dialog dialogue") + "\\b.*");
    private static final Pattern MAIL =
            Pattern.compile(".*\\b(?:reply|response|answer) to .*\\b(?:e-?mail|letter|mail)\\b.*");
    private static final Pattern DOCUMENT = Pattern.compile("(?:.*\\b)?"
            + anyOf("document notebook canvas essay report article letter e-?mail story poem blog post proposal readme"
                    + " outline memo speech documentation page paper text script novel chapter biography resume cv"
                    + " paragraph plan draft agenda itinerary contract recipe song code function class program table"
                    + " website presentation")
            + "s?");

    private EnglishDocumentIntent() {}

    /**
     * Whether a sentence orders something written.
     *
     * @param sentence folded, with the mark that ends it
     */
    static boolean isIn(String sentence) {
        if (QUESTION.matcher(sentence).matches()) {
            return false;
        }
        if (orders(sentence)) {
            return true;
        }
        // "explain how to read and write a book"
        return !sentence.endsWith("?")
                && !sentence.contains("how ")
                && (later(LATER, sentence) || (!TELLING.matcher(sentence).matches() && later(AND, sentence)));
    }

    private static boolean later(Pattern joint, String sentence) {
        Matcher matcher = joint.matcher(sentence);
        while (matcher.find()) {
            if (orders(sentence.substring(matcher.end()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean orders(String clause) {
        Matcher lead = LEAD.matcher(clause);
        boolean led = lead.find();
        String order = led ? clause.substring(lead.end()) : clause;
        if (order.endsWith("?") && !led) {
            return false;
        }
        Matcher writing = ORDER.matcher(order);
        if (writing.matches() && !NOUN_INSTEAD.matcher(order).matches()) {
            return isToBeWritten(writing.group("object"));
        }
        Matcher named = NAMED.matcher(order);
        if (!named.matches()) {
            return false;
        }
        String object = named.group("object");
        return (DRAWN.matcher(order).matches()
                        || DOCUMENT.matcher(phrase(object)).matches())
                && isToBeWritten(object);
    }

    private static boolean isToBeWritten(String object) {
        if (MAIL.matcher(object).matches()) {
            return true;
        }
        String phrase = phrase(object);
        if (NO_OBJECT.matcher(object).matches() || TALK.matcher(object).matches()) {
            return false;
        }
        if (phrase.isEmpty()) {
            // "write about the sea"; what begins with a quotation mark is to be said as it is
            return object.startsWith("about ");
        }
        return LONG.matcher(phrase).matches() || !ANSWER.matcher(phrase).matches();
    }

    /** The thing alone: "a short answer" of "a short answer to this question." */
    private static String phrase(String object) {
        Matcher rest = REST.matcher(object);
        return (rest.find() ? object.substring(0, rest.start()) : object).strip();
    }

    private static String anyOf(String words) {
        return "(?:" + words.replace(' ', '|') + ")";
    }
}
