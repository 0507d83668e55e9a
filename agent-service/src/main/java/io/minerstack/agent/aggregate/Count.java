package io.minerstack.agent.aggregate;

import io.minerstack.agent.aggregate.Agreement.Method;
import io.minerstack.agent.aggregate.Choice.Kind;
import io.minerstack.agent.aggregate.Tally.Side;
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
final class Count {

    private static final int SHOWN = 300;

    private Count() {}

    /** The count, or null where no output has anything in it. */
    static @Nullable Tally of(List<PreviousOutput> outputs, String question) {
        List<Candidate> candidates = Candidate.admit(outputs);
        if (candidates.isEmpty()) {
            return null;
        }
        if (candidates.size() == 1) {
            Candidate only = candidates.getFirst();
            Choice choice = FinalAnswer.of(only.text());
            Choice shown = choice == null ? excerpt(only) : choice;
            return new Tally(
                    Method.SINGLE,
                    choice != null,
                    outputs.size(),
                    candidates,
                    List.of(side(shown, List.of(only))),
                    Statements.NONE);
        }
        Map<Candidate, Choice> choices = choices(candidates, question);
        boolean discrete = choices.size() * 2 > candidates.size();
        List<Side> sides = discrete ? byChoice(choices) : byText(candidates);
        Statements statements = discrete ? Statements.NONE : Statements.of(candidates);
        return new Tally(method(sides, candidates.size()), discrete, outputs.size(), candidates, sides, statements);
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
    private static Map<Candidate, Choice> choices(List<Candidate> candidates, String question) {
        Map<Candidate, Choice> choices = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            Choice choice = FinalAnswer.of(candidate.text());
            if (choice != null) {
                choices.put(candidate, choice);
            }
        }
        Set<Choice> announced = distinct(choices.values());
        for (Candidate candidate : candidates) {
            if (!choices.containsKey(candidate)) {
                Choice choice = named(candidate, announced, question);
                if (choice != null) {
                    choices.put(candidate, choice);
                }
            }
        }
        return choices;
    }

    private static @Nullable Choice named(Candidate candidate, Set<Choice> announced, String question) {
        List<Choice> named = announced.stream()
                .filter(choice -> FinalAnswer.names(candidate.text(), choice))
                .toList();
        if (named.size() == 1) {
            return named.getFirst();
        }
        // a sentence with a single number that the question does not have: that is what it answers
        Set<String> numbers = new HashSet<>(candidate.likeness().numbers());
        Numbers.in(question).forEach(numbers::remove);
        boolean counted = announced.stream().anyMatch(choice -> choice.kind() == Kind.NUMBER);
        return named.isEmpty() && counted && numbers.size() == 1
                ? Canonical.of(numbers.iterator().next())
                : null;
    }

    private static Set<Choice> distinct(Iterable<Choice> choices) {
        Map<String, Choice> byKey = new LinkedHashMap<>();
        for (Choice choice : choices) {
            byKey.merge(
                    choice.kind() + choice.key(),
                    choice,
                    (one, other) -> one.shown().compareTo(other.shown()) <= 0 ? one : other);
        }
        return new TreeSet<>(byKey.values());
    }

    private static List<Side> byChoice(Map<Candidate, Choice> choices) {
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
        return Groups.of(candidates, (one, other) -> one.likeness().saysTheSameAs(other.likeness())).stream()
                .map(group -> side(excerpt(typical(group, candidates)), group))
                .sorted(Comparator.comparing((Side side) -> -side.vote().count())
                        .thenComparing(side -> -closeness(side, candidates))
                        .thenComparing(Side::text))
                .toList();
    }

    private static Comparator<Side> order() {
        return Comparator.comparing((Side side) -> -side.vote().count()).thenComparing(Side::choice);
    }

    private static Side side(Choice choice, List<Candidate> group) {
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
        return closeness(Likeness.of(side.text()), all);
    }

    /** Rounded, because sums of fractions depend on their order in the last bits. */
    private static double closeness(Likeness likeness, List<Candidate> all) {
        double sum = all.stream()
                .mapToDouble(other -> likeness.similarity(other.likeness()))
                .sorted()
                .sum();
        return Math.round(sum * 1e6) / 1e6;
    }

    private static Choice excerpt(Candidate candidate) {
        String text = CodePoints.cut(candidate.text(), SHOWN, " [...]");
        return new Choice(Kind.WORDS, text, text);
    }
}
