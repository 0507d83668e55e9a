package io.minerstack.memory.playbook.retraction;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads retractions from the user's own words, without a model: "forget that …", "delete everything you know about me",
 * "please do not store it". A sentence that takes something back is not storable, and neither are the sentences that
 * "it", "this" or a named thing refer to.
 */
public final class RetractionReader {

    private static final int MAX_SUBJECTS = 20;
    private static final int MAX_FOUND = 100;
    private static final int MAX_BACK = 20;

    /** A longer sentence is read in parts: patterns with groups recurse, and a stack is finite. */
    private static final int MAX_PART = 2_000;

    /** What two parts have in common, so that a phrase across their border is read. */
    private static final int OVERLAP = 200;

    /** The rest of a sentence that says something new: "Forget that I like tea, I like coffee". */
    private static final Pattern NEW_STATEMENT = Pattern.compile(
            "[,–—] ?(?:but |and |instead,? |rather |now )?(?:i|i'm|i've|we|my|use|always|please|keep that|keep my"
                    + "|remember that"
                    + "|remember my|don't forget that|do not forget that)\\b(?! (?:said"
                    + "|told))");

    /** How a sentence begins that goes on about the sentence before. */
    private static final Pattern CONTINUES =
            Pattern.compile("^(?:it|it's|that|that's|they|these|this|those|es|das|c'est|sono|è)\\b");

    private static final Pattern SUBORDINATE = Pattern.compile("^(?:because|as|since|if|although|when|before) ");

    private static final Pattern POINTS_TO_ONE =
            Pattern.compile("\\b(?:it|that|das|es|ça|cela|lo|la|le|это|его)\\b|[这這它]", Pattern.UNICODE_CHARACTER_CLASS);

    /** What a sentence is about that may speak of a program that stores something. */
    private static final Pattern SOFTWARE = Pattern.compile("\\b(?:files?|functions?|variables?|caches?|disks?|cookies?"
            + "|localstorage|sessions?|tables?|columns?|repository|commits?|code|scripts?|class|methods?|strings?"
            + "|arrays?"
            + "|objects?|fields?|parameters?|loop|output|result|state|database|server|api|app|user's)\\b");

    private static final Pattern PERSON = Pattern.compile("\\b(?:your|my|mine|our|me|us|i|i'm)\\b");

    private final List<String> sentences;
    private final Predicate<String> isOrder;
    private final boolean[] barred;
    private final List<Set<String>> subjects = new ArrayList<>();
    private final List<EndedState> ended = new ArrayList<>();
    private final Set<String> notStored = new HashSet<>();
    private final List<@Nullable String> remainders;
    private boolean everything;
    private int found;
    private boolean present;

    private RetractionReader(List<String> sentences, Predicate<String> isOrder) {
        this.isOrder = isOrder;
        this.sentences = sentences;
        this.barred = new boolean[sentences.size()];
        this.remainders = new ArrayList<>(Collections.nCopies(sentences.size(), null));
    }

    /**
     * Reads a feedback.
     *
     * @param sentences of the feedback, in their order
     * @param isOrder whether a sentence gives orders to the model; such a sentence is no retraction
     */
    public static Reading read(List<String> sentences, Predicate<String> isOrder) {
        RetractionReader reader = new RetractionReader(sentences, isOrder);
        for (int i = 0; i < sentences.size(); i++) {
            reader.read(i);
        }
        return reader.reading();
    }

    /**
     * Reads a message that is no feedback on the memory: only a wish that something is not stored counts. A sentence
     * about software counts only where it speaks of the person, because "do not save it in a file" is a task.
     *
     * @param sentences of the message, in their order
     */
    public static Reading readUnstored(List<String> sentences) {
        RetractionReader reader = new RetractionReader(sentences, sentence -> false);
        for (int i = 0; i < sentences.size(); i++) {
            String sentence = TextFolding.fold(sentences.get(i));
            int start = 0;
            while (start >= 0 && !reader.readUnstored(i, part(sentence, start))) {
                start = nextPart(sentence, start);
            }
        }
        return reader.reading();
    }

    private boolean readUnstored(int index, String part) {
        StorageRefusal refusal = StorageRefusal.find(part);
        if (refusal == null
                || (SOFTWARE.matcher(part).find() && !PERSON.matcher(part).find())) {
            return false;
        }
        found(index, part, refusal);
        return true;
    }

    /** A part of a question is a question. */
    private static String part(String sentence, int start) {
        int end = start + MAX_PART;
        if (end >= sentence.length()) {
            return sentence.substring(start);
        }
        boolean question = sentence.endsWith("?") || sentence.endsWith("？");
        return sentence.substring(start, end) + (question ? "?" : "");
    }

    /** Where the part after the one at {@code start} begins; -1 where there is none. */
    private static int nextPart(String sentence, int start) {
        return start + MAX_PART < sentence.length() ? start + MAX_PART - OVERLAP : -1;
    }

    private void found(int index, String folded, StorageRefusal refusal) {
        if (++found > MAX_FOUND) {
            barAll();
        } else {
            notStored(index, folded, refusal);
        }
    }

    /**
     * The result of reading a text.
     *
     * @param storable one element per sentence: what of it may be stored; null for nothing
     */
    public record Reading(Retraction retraction, List<@Nullable String> storable) {}

    private void read(int index) {
        String sentence = TextFolding.fold(sentences.get(index));
        int start = 0;
        while (start >= 0 && !read(index, part(sentence, start), start > 0)) {
            start = nextPart(sentence, start);
        }
        if (start < 0) {
            end(withoutKeep(part(sentence, 0)));
        }
    }

    /** Whether this part of a sentence takes something back. */
    private boolean read(int index, String whole, boolean later) {
        String folded = withoutKeep(whole);
        StorageRefusal refusal = StorageRefusal.find(folded);
        ForgetRequest request = refusal == null ? ForgetRequest.find(folded) : null;
        if (request != null && later && request.verbEnd() <= OVERLAP) {
            // the words before the verb decide, and they can stand in the part before, which has this verb, too
            request = null;
        }
        if (refusal == null && request == null) {
            return false;
        }
        if (refusal == null && isCancelled(index, whole)) {
            present = true;
            barred[index] = true;
        } else if (++found > MAX_FOUND) {
            barAll();
        } else if (isOrder.test(folded)) {
            barred[index] = true;
        } else if (refusal != null) {
            notStored(index, folded, refusal);
        } else if (request != null) {
            forget(index, folded, request);
        }
        return true;
    }

    private static String withoutKeep(String part) {
        return RetractionPhrases.OF_KEEP.occurIn(part)
                ? RetractionPhrases.KEEP.matcher(part).replaceAll("…")
                : part;
    }

    private void end(String sentence) {
        EndedState state = ended.size() < MAX_SUBJECTS ? EndedState.find(sentence) : null;
        if (state != null && !isOrder.test(sentence)) {
            ended.add(state);
        }
    }

    /** Whether the person takes the retraction back at once, so that it deletes nothing and is not stored. */
    private boolean isCancelled(int index, String folded) {
        String next = index + 1 < sentences.size() ? part(TextFolding.fold(sentences.get(index + 1)), 0) : "";
        return RetractionPhrases.CANCELLED.matcher(folded).find()
                || RetractionPhrases.CANCELLED.matcher(next).lookingAt();
    }

    private void notStored(int index, String sentence, StorageRefusal refusal) {
        present = true;
        barred[index] = true;
        Set<String> subject = ContentWords.of(sentence);
        addSubject(subject);
        notStored.addAll(subject);
        boolean ahead = RetractionPhrases.POINTS_AHEAD.matcher(sentence).find();
        boolean back = subject.isEmpty() || (refusal.refersBack() && !hasOwnReferent(sentence, refusal));
        if (ahead) {
            bar(index + 1, sentences.size());
        }
        if (back && (index > 0 || !ahead)) {
            pointBack(index, sentence);
        }
        if (index + 1 < sentences.size()
                && CONTINUES.matcher(TextFolding.fold(sentences.get(index + 1))).find()) {
            bar(index + 1, index + 2);
        }
    }

    /** "My address is 12 Elm Street, do not store it": what "it" means stands in the clause before. */
    private static boolean hasOwnReferent(String sentence, StorageRefusal refusal) {
        String before = sentence.substring(0, refusal.start());
        return before.length() > 1
                && !SUBORDINATE.matcher(before).find()
                && !ContentWords.of(before).isEmpty();
    }

    private void forget(int index, String sentence, ForgetRequest request) {
        Matcher rest = NEW_STATEMENT.matcher(sentence);
        String clause = sentence;
        if (rest.find(request.verbEnd())) {
            clause = sentence.substring(0, rest.start());
            remainders.set(index, sentence.substring(rest.start() + 1));
        }
        Set<String> subject = ContentWords.of(ForgetRequest.withoutLeadWords(clause));
        boolean all = subject.isEmpty()
                && RetractionPhrases.EVERYTHING.matcher(clause).find();
        if (all && !request.mayMeanEverything()) {
            return;
        }
        present = true;
        barred[index] = true;
        if (RetractionPhrases.EXCEPTION.matcher(clause).find()) {
            return;
        }
        if (!subject.isEmpty()) {
            addSubject(subject);
        } else if (all) {
            everything = true;
        } else {
            pointBack(index, clause);
        }
    }

    /**
     * "It" means the sentence before, "these" all sentences before. Without a sentence before, what follows is meant.
     */
    private void pointBack(int index, String sentence) {
        if (index == 0) {
            bar(1, sentences.size());
            return;
        }
        int first = POINTS_TO_ONE.matcher(sentence).find() ? lastStatement(index) : 0;
        bar(first, index);
        for (int i = first; i < index && subjects.size() < MAX_SUBJECTS; i++) {
            addSubject(ContentWords.of(sentences.get(i)));
        }
    }

    /** The sentence before that says something: no thanks, no other refusal, no piece of an address. */
    private int lastStatement(int index) {
        int first = index - 1;
        int limit = Math.max(0, index - MAX_BACK);
        while (first > limit
                && (barred[first] || ContentWords.of(sentences.get(first)).size() < 2)) {
            first--;
        }
        return first;
    }

    /** Once: of 30,000 sentences that each take something back, each would bar all others again. */
    private void barAll() {
        if (found == MAX_FOUND + 1) {
            present = true;
            bar(0, sentences.size());
        }
    }

    private void bar(int from, int to) {
        Arrays.fill(barred, from, to, true);
    }

    private void addSubject(Set<String> subject) {
        if (!subject.isEmpty() && subjects.size() < MAX_SUBJECTS) {
            subjects.add(subject);
        }
    }

    private Reading reading() {
        if (!present) {
            return new Reading(new Retraction(false, false, List.of(), ended), new ArrayList<>(sentences));
        }
        List<@Nullable String> storable = new ArrayList<>(remainders);
        for (int i = 0; i < barred.length; i++) {
            if (!barred[i] && Collections.disjoint(ContentWords.of(sentences.get(i)), notStored)) {
                storable.set(i, sentences.get(i));
            }
        }
        return new Reading(new Retraction(true, everything, subjects, ended), storable);
    }
}
