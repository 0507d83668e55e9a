package io.minerstack.agent.aggregate;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Texts taken apart into sentences and put together again by what they say.
 *
 * @param consensus sentences that more than half of the outputs make, most supported first
 * @param minority the other ones that at least two outputs make
 * @param disputes sentences that are made with different numbers, or made and denied
 */
record StatementConsensus(List<Vote> consensus, List<Vote> minority, List<List<Vote>> disputes) {

    static final StatementConsensus NONE = new StatementConsensus(List.of(), List.of(), List.of());

    // pairs are compared, so this bounds the work at any size of input
    private static final int MOST_SENTENCES = 600;
    private static final int LONGEST = 600;
    private static final int SHORTEST = 12;
    private static final int MOST_SHOWN = 12;

    static StatementConsensus of(List<Candidate> candidates) {
        int each = Math.max(1, MOST_SENTENCES / Math.max(1, candidates.size()));
        List<Sentence> sentences = new ArrayList<>();
        for (Candidate candidate : candidates) {
            sentences.addAll(sentences(candidate, each));
        }
        List<Statement> statements =
                DisjointSets.of(sentences, (one, other) -> one.likeness().saysTheSameAs(other.likeness())).stream()
                        .map(Statement::of)
                        .sorted(Statement.ORDER)
                        .toList();
        int majority = candidates.size() / 2 + 1;
        List<List<Vote>> disputes = disputes(statements);
        return new StatementConsensus(
                votes(statements, majority, candidates.size()), votes(statements, 2, majority - 1), disputes);
    }

    private static List<Vote> votes(List<Statement> statements, int least, int most) {
        return statements.stream()
                .map(Statement::vote)
                .filter(vote -> vote.count() >= least && vote.count() <= most)
                .limit(MOST_SHOWN)
                .toList();
    }

    private static List<List<Vote>> disputes(List<Statement> statements) {
        return DisjointSets.of(statements, (one, other) -> one.likeness().contradicts(other.likeness())).stream()
                .filter(sides -> sides.size() > 1)
                .map(sides -> sides.stream()
                        .sorted(Statement.ORDER)
                        .map(Statement::vote)
                        .toList())
                .limit(MOST_SHOWN)
                .toList();
    }

    private static List<Sentence> sentences(Candidate candidate, int most) {
        List<Sentence> sentences = new ArrayList<>();
        for (String line : candidate.text().lines().toList()) {
            BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
            breaks.setText(line);
            int from = breaks.first();
            for (int to = breaks.next(); to != BreakIterator.DONE && sentences.size() < most; to = breaks.next()) {
                String text = line.substring(from, to).strip().replaceFirst("^(?:[-*•#>]+|\\d{1,2}[.)]) +", "");
                if (text.length() >= SHORTEST && text.length() <= LONGEST) {
                    sentences.add(new Sentence(candidate.number(), text, TextSimilarity.of(text)));
                }
                from = to;
            }
        }
        return sentences;
    }

    private record Sentence(int output, String text, TextSimilarity likeness) {}

    private record Statement(Vote vote, TextSimilarity likeness) {

        static final Comparator<Statement> ORDER = Comparator.comparing(
                        (Statement statement) -> statement.vote().count(), Comparator.reverseOrder())
                .thenComparing(statement -> statement.vote().answer());

        static Statement of(List<Sentence> same) {
            // the shortest wording, and the alphabet between equals: not the order in which the outputs came
            Sentence shown = same.stream()
                    .min(Comparator.comparingInt(
                                    (Sentence sentence) -> sentence.text().length())
                            .thenComparing(Sentence::text))
                    .orElseThrow();
            List<Integer> outputs =
                    List.copyOf(same.stream().map(Sentence::output).collect(Collectors.toSet()));
            return new Statement(new Vote(shown.text(), outputs.size(), outputs), shown.likeness());
        }
    }
}
