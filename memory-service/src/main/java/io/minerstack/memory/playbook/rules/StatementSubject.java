package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.playbook.InsightType;
import io.minerstack.memory.playbook.retraction.ContentWords;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
            恨 不 没 现 在 已 经 也 很 最 都 mehr now anymore nowadays ya más plus""".split("\\s+"));

    private static final Set<String> JUDGING_STEMS = stems();

    /** "Isn't Ann, it's Anna": a denial without the right value says nothing about the value that is stored. */
    private static final String CORRECTED = "(?:isn't|is not|aren't|are not) .{1,100}?"
            + "(?: but |(?:[.,;:]| -) ?(?:but |and )?(?:it's|it is|they're|they are|it should be|rather|actually) )";

    private static final Pattern SINGLE = Pattern.compile("^(?:the )?(?:user(?:'s|s)? |my |our |their |his |her )?"
            + "(?:current |new |present |latest )?((?:fav(?:ou|o)rite|preferred) [\\p{L} ]{2,40}?|(?:(?:first"
            + "|last|full|user) )?name"
            + "|nickname|age|birthday|(?:home |email |e-mail )?address|phone(?: number)?|home ?town|job"
            + "|job title|employer"
            + "|time ?zone|nationality|native language|pronouns) (?:(?:is|are) (?!not )|" + CORRECTED + ")");

    private static final String SELF =
            "^(?:i|i'm|i've|we|we've|the user|user)(?: (?:now|currently|just|recently|have|am|is|'ve|also|live"
                    + "|have now)){0,8}";

    private static final String LANGUAGES = "(?:english|german|french|spanish|italian|portuguese|dutch|polish|russian"
            + "|ukrainian|turkish|swedish|danish|norwegian|finnish|czech|greek|hungarian|romanian|chinese|mandarin"
            + "|japanese|korean|arabic|hebrew|hindi|vietnamese|indonesian|thai)";

    /** Statements about a thing of which the user has one, whatever their words. */
    private static final Map<String, Pattern> ONE_OF_A_KIND = Map.of(
            "home",
            Pattern.compile(SELF
                    + " ?(?:live|lives|living|moved|moving|relocated|reside|resides)(?: now| back)?"
                    + "(?: from .{1,60}?)? (?:in|to|at)\\b"
                    + "|^i (?:don't|do not) live [^,;]{1,80}[,;] ?(?:but )?i (?:now )?live\\b"
                    + "|^(?:ich (?:wohne|lebe) (?:jetzt |nun )?in|ich bin .{0,20}nach .{1,40} gezogen)\\b"
                    + "|^我(?:现在)?(?:住在|搬到)"),
            "employer",
            Pattern.compile(SELF + " ?(?:work|works|working) (?:now )?(?:at|for)\\b|" + SELF + " ?joined \\p{L}+$"),
            "age",
            Pattern.compile("^(?:i'm|i am) not \\d{1,3}[^,;]{0,20}[,;] ?(?:but )?(?:i'm|i am) \\d{1,3}|" + SELF
                    + " ?(?:turned )?\\d{1,3}(?: years?(?: old)?)?(?: now)?[.!]?$"),
            "name",
            Pattern.compile("^(?:please )?call me |^my name is (?!not )|^i(?:'m| am) called "
                    + "|^the user(?:'s name is| is (?:called"
                    + "|named)) "),
            "answer language",
            Pattern.compile("^(?:please )?(?:always |only |now ){0,5}(?:answer|reply|respond|write|speak|talk)"
                    + "(?: to)?(?: me| us)?"
                    + "(?: only| always)? in " + LANGUAGES + "(?: only| please| from now on){0,5}[.!]?$"));

    private static String single(String folded) {
        Matcher single = SINGLE.matcher(folded);
        if (single.find()) {
            return single.group(1).replace("favourite", "favorite");
        }
        return ONE_OF_A_KIND.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(folded).find())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    static StatementSubject of(String value) {
        Set<String> words = new HashSet<>(ContentWords.withVerbBases(value));
        words.removeAll(JUDGING_STEMS);
        boolean judged = TextFolding.words(value).stream().anyMatch(JUDGING::contains);
        return new StatementSubject(single(TextFolding.fold(value)), Set.copyOf(words), judged);
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
        JUDGING.forEach(word -> stems.addAll(ContentWords.withVerbBases(word)));
        return stems;
    }
}
