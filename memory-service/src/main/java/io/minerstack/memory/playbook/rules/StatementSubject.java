package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.playbook.InsightType;
import io.minerstack.memory.playbook.retraction.ContentWords;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The subject of a statement, so that a later statement about it replaces an earlier one: "I love Chinese food" and "I
 * hate Chinese food"; "My favourite player is Ronaldo" and "The user's favorite player is Messi".
 *
 * @param single the subject of which the user has one, such as the favourite player; empty for another subject
 * @param words the content words without those of liking, order and negation
 * @param judged whether the statement has a word of liking, order or negation
 */
record StatementSubject(String single, Set<String> words, boolean judged) {

    private static final Set<InsightType> WISHES =
            EnumSet.of(InsightType.PREFERENCE, InsightType.INSTRUCTION, InsightType.CONSTRAINT);
    private static final Set<InsightType> STATEMENTS =
            EnumSet.of(InsightType.PREFERENCE, InsightType.FACT, InsightType.CONTEXT);

    private static final Set<String> JUDGING = Set.of("""
            love loves loved like likes liked hate hates hated dislike dislikes disliked enjoy enjoys adore
            adores detest detests loathe loathes prefer prefers avoid avoids never always not no don doesn
            isn t stop fond fan stand mag mögen liebe liebt hasse hasst nicht kein keine nie immer aime
            aimer déteste pas jamais toujours gusta encanta odio siempre nunca adoro detesto amo 喜 欢 爱 讨 厌
            恨 不""".split("\\s+"));

    private static final Set<String> JUDGING_STEMS = stems();

    private static final Pattern SINGLE = Pattern.compile("^(?:the )?(?:user(?:'s|s)? |my |our |their |his |her )?"
            + "(?:current |new |present |latest )?((?:fav(?:ou|o)rite|preferred) [\\p{L} ]{2,40}?|(?:(?:first"
            + "|last|full|user) )?name"
            + "|nickname|age|birthday|(?:home |email |e-mail )?address|phone(?: number)?|home ?town|job"
            + "|job title|employer"
            + "|time ?zone|nationality|native language|pronouns) (?:is|are) ");

    static StatementSubject of(String value) {
        Matcher single = SINGLE.matcher(TextFolding.fold(value));
        Set<String> words = new HashSet<>(ContentWords.of(value));
        words.removeAll(JUDGING_STEMS);
        boolean judged = TextFolding.words(value).stream().anyMatch(JUDGING::contains);
        return new StatementSubject(
                single.find() ? single.group(1).replace("favourite", "favorite") : "", Set.copyOf(words), judged);
    }

    /** Whether statements of these types can be about one thing. */
    static boolean mayContradict(InsightType one, InsightType other) {
        return one == other || WISHES.containsAll(List.of(one, other)) || STATEMENTS.containsAll(List.of(one, other));
    }

    boolean isSameAs(StatementSubject other) {
        if (!single.isEmpty() && single.equals(other.single)) {
            return true;
        }
        return (judged || other.judged) && !words.isEmpty() && words.equals(other.words);
    }

    private static Set<String> stems() {
        Set<String> stems = new HashSet<>();
        JUDGING.forEach(word -> stems.addAll(ContentWords.of(word)));
        return stems;
    }
}
