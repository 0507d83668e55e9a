package io.minerstack.agent.vote;

import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.text.NumberContext;
import io.minerstack.agent.text.NumberExtractor;
import io.minerstack.agent.text.TextFeatures;
import io.minerstack.agent.text.WorkBudget;
import io.minerstack.agent.vote.DiscreteAnswer.Kind;
import io.minerstack.agent.vote.VoteResult.AnswerGroup;
import io.minerstack.servicesupport.text.CodePoints;
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
 * Groups outputs by their answer and counts the groups. The same outputs in another order have the same result.
 * Numbers, letters, dates and short answers are compared by value; if at most half of the outputs have one, whole texts
 * are compared.
 */
public final class VoteCounter {

    private static final int EXCERPT_LENGTH = 300;

    private VoteCounter() {}

    /**
     * Counts the answers of {@code outputs}; null if all outputs are empty.
     *
     * @param question the task and the queries; numbers of the question are not taken for answers
     */
    public static @Nullable VoteResult count(List<PreviousOutput> outputs, String question) {
        return count(outputs, question, new WorkBudget(WorkBudget.DEFAULT_UNITS));
    }

    /**
     * As {@link #count(List, String)}.
     *
     * @param budget counts the steps, whose number the limits of a request bound
     * @throws java.util.concurrent.CancellationException if the budget is cancelled
     */
    public static @Nullable VoteResult count(List<PreviousOutput> outputs, String question, WorkBudget budget) {
        List<Candidate> candidates = Candidate.admit(outputs, budget);
        if (candidates.isEmpty()) {
            return null;
        }
        if (candidates.size() == 1) {
            return single(candidates.getFirst(), outputs);
        }
        Map<Candidate, DiscreteAnswer> answers = answers(candidates, question, budget);
        boolean discrete = answers.size() * 2 > candidates.size();
        List<AnswerGroup> groups = discrete ? groupByAnswer(answers) : groupByText(candidates, budget);
        StatementConsensus statements = discrete ? StatementConsensus.NONE : StatementConsensus.of(candidates, budget);
        return new VoteResult(
                method(groups, candidates.size()), discrete, outputs.size(), candidates, groups, statements);
    }

    private static VoteResult single(Candidate candidate, List<PreviousOutput> outputs) {
        DiscreteAnswer answer = FinalAnswerExtractor.extract(candidate.text());
        AnswerGroup group = group(answer == null ? excerpt(candidate) : answer, List.of(candidate));
        // nothing is compared, so nothing has to be cut
        String whole = Candidate.text(outputs.get(candidate.position() - 1).output());
        return new VoteResult(
                VoteMethod.SINGLE,
                answer != null,
                outputs.size(),
                List.of(candidate),
                List.of(new AnswerGroup(group.vote(), group.answer(), whole)),
                StatementConsensus.NONE);
    }

    private static VoteMethod method(List<AnswerGroup> groups, int candidates) {
        int largest = groups.getFirst().vote().count();
        if (largest == candidates) {
            return VoteMethod.UNANIMOUS;
        }
        if (largest * 2 > candidates) {
            return VoteMethod.MAJORITY;
        }
        boolean tied = groups.size() > 1 && groups.get(1).vote().count() == largest;
        return tied ? VoteMethod.TIE : VoteMethod.PLURALITY;
    }

    /**
     * The answer of each candidate: its own final answer, else the one final answer of others that its text mentions.
     */
    private static Map<Candidate, DiscreteAnswer> answers(
            List<Candidate> candidates, String question, WorkBudget budget) {
        NumberContext context = AnswerContext.of(question, candidates);
        Map<Candidate, DiscreteAnswer> answers = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            budget.spend(candidate.text().length());
            DiscreteAnswer answer = FinalAnswerExtractor.extract(candidate.text(), context);
            if (answer != null) {
                answers.put(candidate, answer);
            }
        }
        Set<DiscreteAnswer> known = distinct(answers.values());
        for (Candidate candidate : candidates) {
            if (!answers.containsKey(candidate)) {
                budget.spend(candidate.text().length());
                DiscreteAnswer answer = mentioned(candidate, known, question, context);
                if (answer != null) {
                    answers.put(candidate, answer);
                }
            }
        }
        return answers;
    }

    private static @Nullable DiscreteAnswer mentioned(
            Candidate candidate, Set<DiscreteAnswer> known, String question, NumberContext context) {
        TextMentions mentions = TextMentions.of(candidate.text(), context);
        List<DiscreteAnswer> mentioned =
                known.stream().filter(mentions::contain).toList();
        if (mentioned.size() == 1) {
            return mentioned.getFirst();
        }
        // a text with exactly one number that the question does not have answers with that number
        Set<String> newNumbers = new HashSet<>(mentions.numbers());
        NumberExtractor.extract(question).forEach(newNumbers::remove);
        boolean numeric = known.stream().anyMatch(answer -> answer.kind() == Kind.NUMBER);
        return mentioned.isEmpty() && numeric && newNumbers.size() == 1
                ? AnswerNormalizer.normalize(newNumbers.iterator().next(), context)
                : null;
    }

    /** One answer per key; of several display texts, the alphabetically first, so that order does not matter. */
    private static Set<DiscreteAnswer> distinct(Iterable<DiscreteAnswer> answers) {
        Map<String, DiscreteAnswer> byKey = new LinkedHashMap<>();
        for (DiscreteAnswer answer : answers) {
            byKey.merge(
                    answer.kind() + answer.key(),
                    answer,
                    (one, other) -> one.displayText().compareTo(other.displayText()) <= 0 ? one : other);
        }
        return new TreeSet<>(byKey.values());
    }

    private static List<AnswerGroup> groupByAnswer(Map<Candidate, DiscreteAnswer> answers) {
        return distinct(answers.values()).stream()
                .map(answer -> group(
                        answer,
                        answers.keySet().stream()
                                .filter(candidate -> answer.isSameAs(Objects.requireNonNull(answers.get(candidate))))
                                .toList()))
                .sorted(Comparator.comparing(
                                (AnswerGroup group) -> -group.vote().count())
                        .thenComparing(AnswerGroup::answer))
                .toList();
    }

    private static List<AnswerGroup> groupByText(List<Candidate> candidates, WorkBudget budget) {
        return DisjointSets.of(candidates, (one, other) -> one.features().isEquivalentTo(other.features(), budget))
                .stream()
                .map(members -> group(excerpt(Medoid.of(members, candidates)), members))
                .sorted(Comparator.comparing(
                                (AnswerGroup group) -> -group.vote().count())
                        .thenComparing(group -> -Medoid.closeness(TextFeatures.of(group.text()), candidates))
                        .thenComparing(AnswerGroup::text))
                .toList();
    }

    private static AnswerGroup group(DiscreteAnswer answer, List<Candidate> members) {
        List<Integer> positions = members.stream().map(Candidate::position).toList();
        return new AnswerGroup(
                new Vote(answer.displayText(), members.size(), positions),
                answer,
                Medoid.of(members, members).text());
    }

    private static DiscreteAnswer excerpt(Candidate candidate) {
        String text = CodePoints.cut(candidate.text(), EXCERPT_LENGTH, " [...]");
        return new DiscreteAnswer(Kind.WORDS, text, text);
    }
}
