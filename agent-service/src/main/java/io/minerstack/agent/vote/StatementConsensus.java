package io.minerstack.agent.vote;

import io.minerstack.agent.text.TextFeatures;
import io.minerstack.agent.text.WorkBudget;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The sentences of several texts, grouped by their meaning: at most 12 of each kind.
 *
 * @param consensus sentences of more than half of the outputs, most frequent first
 * @param minority other sentences of at least two outputs, most frequent first
 * @param disputes sentences that outputs make with different numbers, or that one output makes and another denies
 */
public record StatementConsensus(List<Vote> consensus, List<Vote> minority, List<List<Vote>> disputes) {

    static final StatementConsensus NONE = new StatementConsensus(List.of(), List.of(), List.of());

    // sentences are compared pair by pair: 600 sentences are at most 179,700 comparisons
    private static final int MAX_SENTENCES = 600;
    private static final int MAX_SENTENCE_LENGTH = 600;
    private static final int MIN_SENTENCE_LENGTH = 12;
    private static final int MAX_RESULTS = 12;

    static StatementConsensus of(List<Candidate> candidates, WorkBudget budget) {
        int perCandidate = Math.max(1, MAX_SENTENCES / Math.max(1, candidates.size()));
        List<Sentence> sentences = new ArrayList<>();
        for (Candidate candidate : candidates) {
            budget.spend(candidate.text().length());
            sentences.addAll(sentences(candidate, perCandidate));
        }
        List<Statement> statements =
                DisjointSets.of(sentences, (one, other) -> one.features().isEquivalentTo(other.features(), budget))
                        .stream()
                        .map(Statement::of)
                        .sorted(Statement.ORDER)
                        .toList();
        int majority = candidates.size() / 2 + 1;
        return new StatementConsensus(
                votes(statements, majority, candidates.size()),
                votes(statements, 2, majority - 1),
                disputes(statements, budget));
    }

    private static List<Vote> votes(List<Statement> statements, int min, int max) {
        return statements.stream()
                .map(Statement::vote)
                .filter(vote -> vote.count() >= min && vote.count() <= max)
                .limit(MAX_RESULTS)
                .toList();
    }

    private static List<List<Vote>> disputes(List<Statement> statements, WorkBudget budget) {
        return DisjointSets.of(statements, (one, other) -> one.features().contradicts(other.features(), budget))
                .stream()
                .filter(versions -> versions.size() > 1)
                .map(versions -> versions.stream()
                        .sorted(Statement.ORDER)
                        .map(Statement::vote)
                        .toList())
                .limit(MAX_RESULTS)
                .toList();
    }

    private static List<Sentence> sentences(Candidate candidate, int max) {
        List<Sentence> sentences = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        for (String line : candidate.text().lines().toList()) {
            if (sentences.size() >= max) {
                break;
            }
            if (line.length() < MIN_SENTENCE_LENGTH) {
                continue;
            }
            breaks.setText(line);
            int from = breaks.first();
            for (int to = breaks.next(); to != BreakIterator.DONE && sentences.size() < max; to = breaks.next()) {
                String text = line.substring(from, to).strip().replaceFirst("^(?:[-*•#>]+|\\d{1,2}[.)]) +", "");
                if (text.length() >= MIN_SENTENCE_LENGTH && text.length() <= MAX_SENTENCE_LENGTH) {
                    sentences.add(new Sentence(candidate.position(), text, TextFeatures.of(text)));
                }
                from = to;
            }
        }
        return sentences;
    }

    private record Sentence(int output, String text, TextFeatures features) {}

    /** Equivalent sentences of one or more outputs, represented by one of them. */
    private record Statement(Vote vote, TextFeatures features) {

        static final Comparator<Statement> ORDER = Comparator.comparing(
                        (Statement statement) -> statement.vote().count(), Comparator.reverseOrder())
                .thenComparing(statement -> statement.vote().answer());

        static Statement of(List<Sentence> equivalent) {
            // the shortest sentence, then the alphabetically first: independent of the order of the outputs
            Sentence representative = equivalent.stream()
                    .min(Comparator.comparingInt(
                                    (Sentence sentence) -> sentence.text().length())
                            .thenComparing(Sentence::text))
                    .orElseThrow();
            List<Integer> outputs =
                    List.copyOf(equivalent.stream().map(Sentence::output).collect(Collectors.toSet()));
            return new Statement(new Vote(representative.text(), outputs.size(), outputs), representative.features());
        }
    }
}
