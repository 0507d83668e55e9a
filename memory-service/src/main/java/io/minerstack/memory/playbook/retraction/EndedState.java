package io.minerstack.memory.playbook.retraction;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person says is no longer so, or never was: "I no longer live in Oslo", "I moved from Oslo to Bergen", "My name
 * isn't Ann", "Stop using metric units". The sentence may be stored; what it ends may not stay.
 *
 * @param words the content words of what has ended
 * @param frame words that an entry has beside them, at least one; empty where {@code words} are the whole statement
 * @param opening the first two words of a sentence whose entry may have them in place of a word of the frame
 * @param andMore whether an entry that says the same and more has ended, too
 * @param wish whether a wish to do something has ended, and not the state itself
 * @param form of the words
 */
record EndedState(Set<String> words, Set<String> frame, String opening, boolean andMore, boolean wish, Form form) {

    /** How much of a word has to be the same in the entry. */
    private enum Form {
        /** All: what is denied repeats the statement, and "Jane" is not "Jan". English words end alike, too. */
        WHOLE,
        /** The first five letters: the end of a state has other endings than the state in many languages. */
        CUT
    }

    private static final Set<String> WORDS_OF_AN_END = forms(EndedStatePhrases.WORDS_OF_AN_END);

    /** The first two words of a statement: who, and what the person does. */
    private static final Pattern OPENING = Pattern.compile("^[\\p{L}']{1,20} [\\p{L}']{1,20}");

    /** What has ended; null where the folded sentence does not say that something has. */
    static @Nullable EndedState find(String sentence) {
        if (sentence.endsWith("?") || sentence.endsWith("？")) {
            return null;
        }
        String whole = EndedStatePhrases.LEAD
                .matcher(TextFolding.foldWithoutFullStop(sentence))
                .replaceFirst("");
        Matcher rest = EndedStatePhrases.REST.matcher(whole);
        String clause = rest.find() ? whole.substring(0, rest.start()) : whole;
        Form form = EndedStatePhrases.ENGLISH.matcher(clause).lookingAt() ? Form.WHOLE : Form.CUT;
        for (EndedStatePhrases.Leaving leaving : EndedStatePhrases.LEAVING) {
            Matcher left = leaving.phrase().matcher(clause);
            if (left.matches()) {
                return EndedStatePhrases.RETURNED.matcher(whole).find()
                        ? null
                        : of(subject(left.group(1), form), leaving.states(), "", false, false, form);
            }
        }
        if (EndedStatePhrases.ENDED.matcher(clause).matches()
                || EndedStatePhrases.STOPPED.matcher(clause).matches()) {
            return of(subject(clause, form), Set.of(), "", true, isWish(clause), form);
        }
        if (EndedStatePhrases.DENIED.matcher(clause).matches()
                && !EndedStatePhrases.OPINION.matcher(clause).find()) {
            return of(subject(clause, Form.WHOLE), Set.of(), "", false, isWish(clause), Form.WHOLE);
        }
        Matcher contrast = EndedStatePhrases.CONTRASTED.matcher(whole);
        return contrast.matches()
                ? of(
                        subject(contrast.group(1), Form.WHOLE),
                        subject(clause, Form.WHOLE),
                        opening(clause),
                        false,
                        isWish(clause),
                        Form.WHOLE)
                : null;
    }

    private static @Nullable EndedState of(
            Set<String> words, Set<String> frame, String opening, boolean andMore, boolean wish, Form form) {
        return words.isEmpty() ? null : new EndedState(words, frame, opening, andMore, wish, form);
    }

    /**
     * Whether a stored value is what has ended: the value says the same, or the same and more. One word in common is no
     * evidence where the value has other words, and a negated value agrees with the end.
     */
    boolean ends(String foldedValue) {
        if (EndedStatePhrases.NEGATION.matcher(foldedValue).find() || isWish(foldedValue) != wish) {
            return false;
        }
        Set<String> value = subject(foldedValue, form);
        if (frame.isEmpty()) {
            // "My parents live in Oslo" is about somebody else: there the subject comes first
            return value.equals(words)
                    || (andMore
                            && words.size() > 1
                            && value.containsAll(words)
                            && words.contains(value.iterator().next()));
        }
        boolean framed = !Collections.disjoint(content(foldedValue, form), frame)
                || (!opening.isEmpty() && opening.equals(opening(foldedValue)));
        Set<String> named = new LinkedHashSet<>(value);
        named.removeAll(frame);
        return framed && named.equals(words);
    }

    private static Set<String> subject(String text, Form form) {
        Set<String> subject = content(text, form);
        subject.removeAll(WORDS_OF_AN_END);
        return subject;
    }

    private static Set<String> content(String text, Form form) {
        return form == Form.WHOLE ? ContentWords.whole(text) : ContentWords.withVerbBases(text);
    }

    private static boolean isWish(String folded) {
        return EndedStatePhrases.WISH.matcher(folded).find();
    }

    private static String opening(String folded) {
        Matcher opening = OPENING.matcher(folded);
        return opening.find() ? opening.group() : "";
    }

    /** The content words in both forms. */
    static Set<String> forms(String words) {
        Set<String> forms = ContentWords.whole(words);
        forms.addAll(ContentWords.withVerbBases(words));
        return Set.copyOf(forms);
    }
}
