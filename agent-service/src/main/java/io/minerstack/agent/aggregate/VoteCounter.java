package io.minerstack.agent.aggregate;

import io.minerstack.agent.aggregate.Agreement.Method;
import io.minerstack.agent.aggregate.DiscreteAnswer.Kind;
import io.minerstack.agent.aggregate.VoteResult.Side;
import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.text.CodePoints;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts what outputs say. Exact, replayable, and the same in whatever order they come: numbers, letters, dates and short
 * answers by their value, everything else by whether texts say the same.
 */
final class VoteCounter {

    private static final int SHOWN = 300;

    private VoteCounter() {}

    /** The count, or null where no output has anything in it. */
    static @Nullable VoteResult of(List<PreviousOutput> outputs, String question) {
        List<Candidate> candidates = Candidate.admit(outputs);
        if (candidates.isEmpty()) {
            return null;
        }
        if (candidates.size() == 1) {
            Candidate only = candidates.getFirst();
            DiscreteAnswer choice = FinalAnswerExtractor.of(only.text());
            DiscreteAnswer shown = choice == null ? excerpt(only) : choice;
            return new VoteResult(
                    Method.SINGLE,
                    choice != null,
                    outputs.size(),
                    candidates,
                    List.of(side(shown, List.of(only))),
                    StatementConsensus.NONE);
        }
        Map<Candidate, DiscreteAnswer> choices = choices(candidates, question);
        boolean discrete = choices.size() * 2 > candidates.size();
        List<Side> sides = discrete ? byChoice(choices) : byText(candidates);
        StatementConsensus statements = discrete ? StatementConsensus.NONE : StatementConsensus.of(candidates);
        return new VoteResult(
                method(sides, candidates.size()), discrete, outputs.size(), candidates, sides, statements);
    }

    private static Method method(List<Side> sides, int valid) {
        int first = sides.getFirst().vote().count();
        if (first == valid) {
            return Method.UNANIMOUS;
        }
        if (first * 2 > valid) {
            return Method.MAJORITY;
        }
        return sides.size() > 1 && sides.get(1).vote().count() == first ? Method.TIE : Method.PLURALITY;
    }

    /** What each output answers: as it announces it, else the one announced answer of others that it names. */
    private static Map<Candidate, DiscreteAnswer> choices(List<Candidate> candidates, String question) {
        Map<Candidate, DiscreteAnswer> choices = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            DiscreteAnswer choice = FinalAnswerExtractor.of(candidate.text());
            if (choice != null) {
                choices.put(candidate, choice);
            }
        }
        Set<DiscreteAnswer> announced = distinct(choices.values());
        for (Candidate candidate : candidates) {
            if (!choices.containsKey(candidate)) {
                DiscreteAnswer choice = named(candidate, announced, question);
                if (choice != null) {
                    choices.put(candidate, choice);
                }
            }
        }
        return choices;
    }

    private static @Nullable DiscreteAnswer named(Candidate candidate, Set<DiscreteAnswer> announced, String question) {
        List<DiscreteAnswer> named = announced.stream()
                .filter(choice -> FinalAnswerExtractor.names(candidate.text(), choice))
                .toList();
        if (named.size() == 1) {
            return named.getFirst();
        }
        // a sentence with a single number that the question does not have: that is what it answers
        Set<String> numbers = new HashSet<>(candidate.likeness().numbers());
        Numbers.in(question).forEach(numbers::remove);
        boolean counted = announced.stream().anyMatch(choice -> choice.kind() == Kind.NUMBER);
        return named.isEmpty() && counted && numbers.size() == 1
                ? AnswerNormalizer.of(numbers.iterator().next())
                : null;
    }

    private static Set<DiscreteAnswer> distinct(Iterable<DiscreteAnswer> choices) {
        Map<String, DiscreteAnswer> byKey = new LinkedHashMap<>();
        for (DiscreteAnswer choice : choices) {
            byKey.merge(
                    choice.kind() + choice.key(),
                    choice,
                    (one, other) -> one.shown().compareTo(other.shown()) <= 0 ? one : other);
        }
        return new TreeSet<>(byKey.values());
    }

    private static List<Side> byChoice(Map<Candidate, DiscreteAnswer> choices) {
        return distinct(choices.values()).stream()
                .map(choice -> side(
                        choice,
                        choices.keySet().stream()
                                .filter(candidate -> choice.isSameAs(Objects.requireNonNull(choices.get(candidate))))
                                .toList()))
                .sorted(order())
                .toList();
    }

    private static List<Side> byText(List<Candidate> candidates) {
        return DisjointSets.of(candidates, (one, other) -> one.likeness().saysTheSameAs(other.likeness())).stream()
                .map(group -> side(excerpt(typical(group, candidates)), group))
                .sorted(Comparator.comparing((Side side) -> -side.vote().count())
                        .thenComparing(side -> -closeness(side, candidates))
                        .thenComparing(Side::text))
                .toList();
    }

    private static Comparator<Side> order() {
        return Comparator.comparing((Side side) -> -side.vote().count()).thenComparing(Side::choice);
    }

    private static Side side(DiscreteAnswer choice, List<Candidate> group) {
        List<Integer> numbers = group.stream().map(Candidate::number).toList();
        return new Side(
                new Vote(choice.shown(), group.size(), numbers),
                choice,
                typical(group, group).text());
    }

    /** The member that is most like all: the medoid; the alphabet decides between equals. */
    private static Candidate typical(List<Candidate> group, List<Candidate> all) {
        return group.stream()
                .min(Comparator.comparing((Candidate candidate) -> -closeness(candidate.likeness(), all))
                        .thenComparing(Candidate::text))
                .orElseThrow();
    }

    private static double closeness(Side side, List<Candidate> all) {
        return closeness(TextSimilarity.of(side.text()), all);
    }

    /** Rounded, because sums of fractions depend on their order in the last bits. */
    private static double closeness(TextSimilarity likeness, List<Candidate> all) {
        double sum = all.stream()
                .mapToDouble(other -> likeness.similarity(other.likeness()))
                .sorted()
                .sum();
        return Math.round(sum * 1e6) / 1e6;
    }

    private static DiscreteAnswer excerpt(Candidate candidate) {
        String text = CodePoints.cut(candidate.text(), SHOWN, " [...]");
        return new DiscreteAnswer(Kind.WORDS, text, text);
    }
}
