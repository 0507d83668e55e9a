package io.minerstack.agent.aggregate;

import io.minerstack.agent.aggregate.Agreement.Method;
import io.minerstack.agent.aggregate.VoteResult.Side;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a model's wording of a count may be sent: nothing new in it, and no other result than the counted one. */
final class WordingCheck {

    private static final Pattern LINK = Pattern.compile("(?:https?://|www\\.)[^\\s)\\]>\"']{3,500}");

    private static final Pattern UNDECIDED = Pattern.compile(
            "\\b(?:tied?|ties|split|evenly|equally|divided|no (?:clear )?(?:majority|consensus|winner|agreement))\\b",
            Pattern.CASE_INSENSITIVE);

    private static final double ENOUGH = 0.5;
    private static final int LEAST = 40;

    private WordingCheck() {}

    /**
     * Looks at a wording.
     *
     * @param sources every text that it may take numbers and links from
     */
    static boolean passes(String wording, VoteResult tally, List<String> sources) {
        if (!addsNothing(wording, sources)) {
            return false;
        }
        return tally.discrete()
                ? keepsResult(wording, tally)
                : tellsConsensus(wording, tally, sources) && keepsDisputes(wording, tally);
    }

    static boolean addsNothing(String wording, List<String> sources) {
        Set<String> numbers = new HashSet<>();
        Set<String> links = new HashSet<>();
        for (String source : sources) {
            numbers.addAll(Numbers.in(source));
            links.addAll(links(source));
        }
        return numbers.containsAll(Numbers.in(wording)) && links.containsAll(links(wording));
    }

    private static boolean keepsResult(String wording, VoteResult tally) {
        List<Side> sides = tally.sides();
        if (tally.method() == Method.TIE) {
            int top = sides.getFirst().vote().count();
            boolean allNamed = sides.stream()
                    .filter(side -> side.vote().count() == top)
                    .allMatch(side -> FinalAnswerExtractor.position(wording, side.choice()) >= 0);
            return allNamed && UNDECIDED.matcher(wording).find() && FinalAnswerExtractor.announced(wording) == null;
        }
        int winner = FinalAnswerExtractor.position(wording, sides.getFirst().choice());
        DiscreteAnswer announced = FinalAnswerExtractor.announced(wording);
        boolean right = announced == null
                || !sides.stream().skip(1).anyMatch(side -> side.choice().isSameAs(announced));
        return winner >= 0
                && right
                && sides.stream()
                        .skip(1)
                        .mapToInt(side -> FinalAnswerExtractor.position(wording, side.choice()))
                        .allMatch(other -> other < 0 || other > winner);
    }

    /** On average half of the words of what most outputs state; where they share nothing, at least their words. */
    private static boolean tellsConsensus(String wording, VoteResult tally, List<String> sources) {
        TextSimilarity told = TextSimilarity.of(wording);
        List<Vote> consensus = tally.statements().consensus();
        if (consensus.isEmpty()) {
            return TextSimilarity.of(String.join("\n", sources)).holds(told) >= ENOUGH && wording.length() >= LEAST;
        }
        return consensus.stream()
                        .mapToDouble(vote -> told.holds(TextSimilarity.of(vote.answer())))
                        .average()
                        .orElse(0)
                >= ENOUGH;
    }

    /** A losing number may only be told together with the winning one. */
    private static boolean keepsDisputes(String wording, VoteResult tally) {
        Set<String> told = new HashSet<>(Numbers.in(wording));
        for (List<Vote> sides : tally.statements().disputes()) {
            Set<String> winning = new HashSet<>(Numbers.in(sides.getFirst().answer()));
            for (Vote side : sides.subList(1, sides.size())) {
                Set<String> losing = new HashSet<>(Numbers.in(side.answer()));
                losing.removeAll(winning);
                if (losing.stream().anyMatch(told::contains) && !told.containsAll(winning)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Set<String> links(String text) {
        Set<String> links = new HashSet<>();
        Matcher matcher = LINK.matcher(text);
        while (matcher.find()) {
            links.add(matcher.group().replaceAll("[.,;:!?]+$", ""));
        }
        return links;
    }
}
