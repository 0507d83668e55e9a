package io.minerstack.memory.playbook.retraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sentence that refuses the storing of something. In English the structure decides: a negation or a prohibition, at
 * most 14 words after it in the same clause a verb of storing, and an object that is about the person or about what was
 * said. A report ("the shop does not store my size", "you did not save it") is no refusal. Other languages have bounded
 * patterns in {@link RetractionPhrases}.
 *
 * @param start where the clause of the refusal starts in the folded sentence
 * @param refersBack whether the object is a pronoun or missing, so that it can mean an earlier sentence
 */
record StorageRefusal(int start, boolean refersBack) {

    private static final int MAX_BETWEEN = 14;
    private static final int MAX_OBJECT = 10;

    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}]+(?:'\\p{L}+)?|[,;:.!?()\"]", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Set<String> BASE = set("""
            store save remember record memorize memorise log retain persist share disclose archive keep hold
            hang note preserve track collect learn reveal cache write jot
            """);
    private static final Set<String> GERUND = set("""
            storing saving remembering recording memorizing memorising logging retaining persisting sharing
            disclosing archiving keeping holding noting preserving tracking collecting writing jotting storage
            retention
            """);
    private static final Set<String> PARTICIPLE = set("""
            stored saved remembered recorded memorized memorised logged retained persisted shared disclosed
            archived kept held noted preserved tracked collected written jotted
            """);
    private static final Set<String> KEEP = set("keep keeping kept");
    private static final Set<String> HOLD = set("hold holding hang");

    private static final Set<String> WRITE = set("write jot writing jotting written jotted");
    private static final Set<String> PLACES = set("above below under near at upright outside");

    private static final Set<String> NEGATIONS = set("""
            not don't dont never cannot can't mustn't shouldn't wouldn't won't needn't didn't doesn't isn't
            aren't wasn't weren't hasn't haven't hadn't no none nothing neither nobody without avoid refrain
            stop forbid forbidden prohibit prohibited disallow refuse object oppose withdraw revoke decline
            """);
    private static final Set<String> PROHIBITIONS = set("""
            forbid forbidden prohibit prohibited disallow refuse object oppose withdraw revoke decline
            """);
    private static final Set<String> NONE = set("no none nothing neither");
    private static final Set<String> GERUND_ONLY = set("without avoid refrain stop");
    private static final Set<String> PAST = set("""
            did does has have had was were is are am been didn't doesn't isn't aren't wasn't weren't hasn't
            haven't hadn't
            """);
    private static final Set<String> AUXILIARIES = set("""
            do does did has have had was were is are am will would can could may might must should shall
            """);
    private static final Set<String> ALLOWED = set("""
            to permitted allowed authorized authorised supposed for something meant ok okay fine entitled
            """);
    private static final Set<String> WISHES = set("""
            rather prefer wish better appreciate hope like want insist ensure important expect ask asked
            """);
    private static final Set<String> WANTS = set("""
            want wish like consent agree allow permit authorise authorize give need think
            """);
    private static final Set<String> PLANS = set("want wish like need");
    private static final Set<String> THIRD_PERSONS = set("""
            they he she people users who everyone nobody someone which computers
            """);
    private static final Set<String> LEAD = set("""
            please pls kindly and but so or then also just now ok okay well hey hi hello oh yes sorry thanks
            actually that better again
            """);
    private static final Set<String> BREAKS = set("""
            whether if because since why how who which when where but unless until while though although ; : . !
            ? ( ) "
            """);
    /** Words that turn the negation into its opposite. */
    private static final Set<String> FLIPS = set("""
            hesitate forget fail neglect mind care worry miss only hurt sure certain know stop avoid forbid
            prohibit object refuse
            """);

    private static final Set<String> PASSIVE = set("be being were get want like have wish prefer need see");
    private static final Set<String> MODALS = set("may should must can shall will to might ought needs has");
    private static final Set<String> RIGHTS = set("""
            need permission right consent reason authority way circumstances case account means time part piece
            word
            """);

    private static final Set<String> POINTERS = set("""
            it this that these those them anything everything whatever any
            """);
    private static final Set<String> OWN = set("my mine our ours personal");
    private static final Set<String> INFORMATION = set("""
            address number information info data detail details fact facts conversation conversations message
            messages name chat following above
            """);
    private static final Set<String> DETERMINERS = set("the this that these those such any");
    private static final Set<String> AFTER_OBJECT = set("""
            in on anywhere stored please or and nor any by for . , ; : ! ? )
            """);

    private static final Pattern QUESTION = Pattern.compile(
            "^(?:(?:and|but|so|well|hey|ok|oh),? ){0,2}(?:why|how|when|what|who|where|which|warum|wieso"
                    + "|weshalb|wie|wann"
                    + "|pourquoi|comment|quand|por qué|cómo|cuándo|perché|como|por que|почему|как|waarom|hoe)\\b"
                    + "|^(?:为什么|為什麼|怎么|怎麼|なぜ|どうして|왜)"
                    + "|\\b(?:didn't|don't|can't|won't|haven't|couldn't) you\\b.{0,200}\\?"
                    + "|\\b(?:do|did|have|had) you not\\b.{0,200}\\?",
            Pattern.UNICODE_CHARACTER_CLASS);

    /** The first refusal of a folded sentence; null where there is none. */
    static @Nullable StorageRefusal find(String sentence) {
        if (QUESTION.matcher(sentence).find()) {
            return null;
        }
        StorageRefusal structural = new ClauseReader(sentence).read();
        if (structural != null) {
            return structural;
        }
        Matcher phrase = RetractionPhrases.NOT_STORED.matcher(sentence);
        if (!RetractionPhrases.OF_NOT_STORED.occurIn(sentence) || !phrase.find()) {
            return null;
        }
        return new StorageRefusal(
                clauseStart(sentence, phrase.start()),
                RetractionPhrases.REFERS_BACK.matcher(sentence).find());
    }

    private static int clauseStart(String sentence, int position) {
        int start = position;
        while (start > 0 && ",;:()\"，、：".indexOf(sentence.charAt(start - 1)) < 0) {
            start--;
        }
        return start;
    }

    private static Set<String> set(String words) {
        return Set.of(words.strip().split("\\s+"));
    }

    /** Reads the words of one sentence, in steps linear in its length. */
    private static final class ClauseReader {

        private final List<String> words = new ArrayList<>();
        private final List<Integer> starts = new ArrayList<>();

        ClauseReader(String sentence) {
            Matcher word = WORD.matcher(sentence);
            while (word.find()) {
                words.add(word.group());
                starts.add(word.start());
            }
        }

        @Nullable
        StorageRefusal read() {
            for (int i = 0; i < words.size(); i++) {
                if (NEGATIONS.contains(words.get(i)) && !isReport(i)) {
                    StorageRefusal refusal = readAfter(i);
                    if (refusal != null) {
                        return refusal;
                    }
                }
            }
            return null;
        }

        private @Nullable StorageRefusal readAfter(int negation) {
            int end = Math.min(words.size(), negation + 1 + MAX_BETWEEN);
            for (int i = negation + 1; i < end; i++) {
                String word = words.get(i);
                if (BREAKS.contains(word)
                        || FLIPS.contains(word)
                        || (word.equals(",") && !isParenthesis(negation, i))) {
                    return null;
                }
                if (isStoringVerb(negation, i)) {
                    Boolean refersBack = object(negation, i);
                    if (refersBack != null) {
                        return new StorageRefusal(starts.get(clauseStart(negation)), refersBack);
                    }
                }
            }
            return null;
        }

        /** Whether the negation reports or describes, instead of asking for something. */
        private boolean isReport(int negation) {
            String word = words.get(negation);
            if (PROHIBITIONS.contains(word) || NONE.contains(word)) {
                return false;
            }
            boolean apart = word.equals("not") && AUXILIARIES.contains(at(negation - 1));
            String auxiliary = apart ? at(negation - 1) : word;
            String subject = at(apart ? negation - 2 : negation - 1);
            if (PAST.contains(auxiliary)) {
                return !ALLOWED.contains(at(negation + 1)) && !hasBefore(negation, WISHES);
            }
            boolean wants = hasAfter(negation, 3, WANTS) && !isOwnPlan(negation);
            boolean passive = hasAfter(negation, 4, Set.of("be"));
            if (subject.equals("i") || subject.equals("we") || subject.equals("i'd")) {
                return !wants && !subject.equals("i'd");
            }
            if (THIRD_PERSONS.contains(subject)) {
                return !passive;
            }
            boolean plain = Set.of("never", "don't", "dont").contains(word) || auxiliary.equals("do");
            if (subject.equals("you")) {
                return plain && !hasBefore(negation, WISHES) && !isNeedless(negation);
            }
            boolean noun =
                    !subject.isEmpty() && Character.isLetterOrDigit(subject.charAt(0)) && !LEAD.contains(subject);
            boolean modal = !plain && !GERUND_ONLY.contains(word) && (apart || !word.equals("not"));
            return noun && !POINTERS.contains(subject) && (modal ? !passive : plain && subject.endsWith("s"));
        }

        /** "You don't need to remember …". */
        private boolean isNeedless(int negation) {
            return Set.of("need", "have").contains(at(negation + 1))
                    && at(negation + 2).equals("to");
        }

        /** "I do not want to share …" speaks of what the person does. */
        private boolean isOwnPlan(int negation) {
            return PLANS.contains(at(negation + 1))
                    && at(negation + 2).equals("to")
                    && !Set.of("have", "see", "be").contains(at(negation + 3));
        }

        private boolean isStoringVerb(int negation, int i) {
            String word = words.get(i);
            String negationWord = words.get(negation);
            if (HOLD.contains(word) && !at(i + 1).startsWith("on")) {
                return false;
            }
            if (WRITE.contains(word) && !hasAfter(i, 4, Set.of("down"))) {
                return false;
            }
            if (GERUND.contains(word)) {
                return true;
            }
            if (PARTICIPLE.contains(word)) {
                return hasBetween(Math.max(-1, negation - 2), i, PASSIVE)
                        && (!NONE.contains(negationWord) || hasBetween(negation, i, MODALS));
            }
            if (!BASE.contains(word) || GERUND_ONLY.contains(negationWord)) {
                return false;
            }
            return !NONE.contains(negationWord) || hasBetween(negation, i, RIGHTS);
        }

        /** Whether the object is a pronoun or missing; null where the object has nothing to do with the person. */
        private @Nullable Boolean object(int negation, int verb) {
            boolean passive = PARTICIPLE.contains(words.get(verb));
            boolean keep = KEEP.contains(words.get(verb));
            if (passive) {
                if (PLACES.contains(at(verb + 1))) {
                    return null;
                }
                for (int i = clauseStart(negation); i < verb; i++) {
                    if (isPointer(i) || NONE.contains(words.get(i))) {
                        return true;
                    }
                    if (isOwn(i)) {
                        return false;
                    }
                }
                return null;
            }
            int first = verb + 1;
            while ((at(first).startsWith("on") && HOLD.contains(words.get(verb)))
                    || (at(first).equals("to") && first > verb + 1)) {
                first++;
            }
            if (at(first).isEmpty()
                    || ".!?;:,)".contains(at(first))
                    || Set.of("please", "either", "anywhere").contains(at(first))) {
                return keep ? null : Boolean.TRUE;
            }
            for (int i = first; i < Math.min(words.size(), first + MAX_OBJECT); i++) {
                String word = words.get(i);
                if (BREAKS.contains(word) && !word.equals("which")) {
                    return null;
                }
                if (isPointer(i)) {
                    boolean goesOn = !at(i + 1).isEmpty() && !AFTER_OBJECT.contains(at(i + 1));
                    return (keep && goesOn) ? null : Boolean.TRUE;
                }
                if (isOwn(i)) {
                    return (keep && !endsSoon(i)) ? null : Boolean.FALSE;
                }
            }
            return isInformationAtEnd(first) ? Boolean.FALSE : null;
        }

        private boolean isPointer(int i) {
            return POINTERS.contains(words.get(i))
                    && !(words.get(i).equals("any") && !at(i + 1).equals("of"));
        }

        private boolean isOwn(int i) {
            String word = words.get(i);
            return OWN.contains(word)
                    || (INFORMATION.contains(word) && DETERMINERS.contains(at(i - 1)))
                    || (word.equals("what") && at(i + 1).equals("i"))
                    || (word.equals("about") && Set.of("me", "us").contains(at(i + 1)));
        }

        private boolean isInformationAtEnd(int from) {
            return INFORMATION.contains(at(from));
        }

        private boolean endsSoon(int i) {
            for (int k = i + 2; k <= i + 4; k++) {
                if (at(k).isEmpty() || (AFTER_OBJECT.contains(at(k)) && !at(k).equals("and"))) {
                    return true;
                }
            }
            return false;
        }

        /** "Do not, under any circumstances, store it" and "do not copy, store or share it". */
        private boolean isParenthesis(int negation, int comma) {
            return comma == negation + 1 || at(negation + 1).equals(",") || hasAfter(comma, 6, Set.of("or", "nor"));
        }

        private int clauseStart(int position) {
            int start = position;
            while (start > 0 && position - start < 20 && !",;:()\"".contains(words.get(start - 1))) {
                start--;
            }
            return start;
        }

        private boolean hasBefore(int position, Set<String> wanted) {
            return hasBetween(Math.max(-1, position - 12), position, wanted);
        }

        private boolean hasAfter(int position, int count, Set<String> wanted) {
            return hasBetween(position, Math.min(words.size(), position + 1 + count), wanted);
        }

        private boolean hasBetween(int from, int to, Set<String> wanted) {
            return words.subList(from + 1, to).stream().anyMatch(wanted::contains);
        }

        private String at(int i) {
            return i >= 0 && i < words.size() ? words.get(i) : "";
        }
    }
}
