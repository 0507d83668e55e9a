package io.minerstack.agent.aggregate;

import io.minerstack.agent.text.NumberExtractor;
import io.minerstack.agent.text.TextFeatures;
import io.minerstack.agent.vote.DiscreteAnswer;
import io.minerstack.agent.vote.FinalAnswerExtractor;
import io.minerstack.agent.vote.Vote;
import io.minerstack.agent.vote.VoteMethod;
import io.minerstack.agent.vote.VoteResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a model's answer against the counted result: no number or link of its own, and no other result. */
final class WordingCheck {

    private static final Pattern LINK = Pattern.compile("(?:https?://|www\\.)[^\\s)\\]>\"']{3,500}");

    private static final Pattern UNDECIDED = Pattern.compile(
            "\\b(?:tied?|ties|split|evenly|equally|divided|no (?:clear )?(?:majority|consensus|winner|agreement))\\b",
            Pattern.CASE_INSENSITIVE);

    private static final double MIN_COVERAGE = 0.5;
    private static final int MIN_LENGTH = 40;

    private WordingCheck() {}

    /**
     * Whether the model's answer may be sent.
     *
     * @param sources all texts whose numbers and links the answer may contain
     */
    static boolean passes(String wording, VoteResult result, List<String> sources) {
        if (!addsNothing(wording, sources)) {
            return false;
        }
        return result.discrete()
                ? statesResult(wording, result)
                : coversConsensus(wording, result, sources) && keepsDisputes(wording, result);
    }

    /** Whether every number and link of the text is in a source. */
    static boolean addsNothing(String text, List<String> sources) {
        Set<String> numbers = new HashSet<>();
        Set<String> links = new HashSet<>();
        for (String source : sources) {
            numbers.addAll(NumberExtractor.extract(source));
            links.addAll(links(source));
        }
        return numbers.containsAll(NumberExtractor.extract(text)) && links.containsAll(links(text));
    }

    private static boolean statesResult(String wording, VoteResult result) {
        return result.method() == VoteMethod.TIE ? statesTie(wording, result) : statesWinner(wording, result);
    }

    /** Whether the text contains every leading answer, says that there is no decision, and announces no answer. */
    private static boolean statesTie(String wording, VoteResult result) {
        int largest = result.winner().vote().count();
        return result.groups().stream()
                        .filter(group -> group.vote().count() == largest)
                        .allMatch(group -> FinalAnswerExtractor.position(wording, group.answer()) >= 0)
                && UNDECIDED.matcher(wording).find()
                && FinalAnswerExtractor.announced(wording) == null;
    }

    /** Whether the text contains the winner before every other answer, and announces no other answer. */
    private static boolean statesWinner(String wording, VoteResult result) {
        int winner = FinalAnswerExtractor.position(wording, result.winner().answer());
        DiscreteAnswer announced = FinalAnswerExtractor.announced(wording);
        boolean announcesOther = announced != null
                && result.others().stream().anyMatch(group -> group.answer().isSameAs(announced));
        return winner >= 0
                && !announcesOther
                && result.others().stream()
                        .mapToInt(group -> FinalAnswerExtractor.position(wording, group.answer()))
                        .allMatch(position -> position < 0 || position > winner);
    }

    /**
     * Whether the text has, on average, half of the words of each consensus statement. Without a consensus: whether
     * half of the text's own words come from the sources, and the text has at least 40 characters.
     */
    private static boolean coversConsensus(String wording, VoteResult result, List<String> sources) {
        TextFeatures features = TextFeatures.of(wording);
        List<Vote> consensus = result.statements().consensus();
        if (consensus.isEmpty()) {
            TextFeatures allSources = TextFeatures.of(String.join("\n", sources));
            return allSources.coverageOf(features) >= MIN_COVERAGE && wording.length() >= MIN_LENGTH;
        }
        return consensus.stream()
                        .mapToDouble(vote -> features.coverageOf(TextFeatures.of(vote.answer())))
                        .average()
                        .orElse(0)
                >= MIN_COVERAGE;
    }

    /** Whether each disputed number comes together with the more frequent number of its dispute. */
    private static boolean keepsDisputes(String wording, VoteResult result) {
        Set<String> stated = new HashSet<>(NumberExtractor.extract(wording));
        for (List<Vote> versions : result.statements().disputes()) {
            Set<String> winning =
                    new HashSet<>(NumberExtractor.extract(versions.getFirst().answer()));
            for (Vote version : versions.subList(1, versions.size())) {
                Set<String> losing = new HashSet<>(NumberExtractor.extract(version.answer()));
                losing.removeAll(winning);
                if (losing.stream().anyMatch(stated::contains) && !stated.containsAll(winning)) {
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
            links.add(withoutPunctuation(matcher.group()));
        }
        return links;
    }

    private static String withoutPunctuation(String link) {
        int end = link.length();
        while (end > 0 && ".,;:!?".indexOf(link.charAt(end - 1)) >= 0) {
            end--;
        }
        return link.substring(0, end);
    }
}
