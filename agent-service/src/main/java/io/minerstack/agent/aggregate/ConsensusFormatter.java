package io.minerstack.agent.aggregate;

import io.minerstack.agent.aggregate.VoteResult.Side;
import io.minerstack.agent.text.CodePoints;
import java.util.List;
import java.util.stream.Collectors;

/** A count in plain sentences, written by code: the answer wherever no model's wording passes. */
final class ConsensusFormatter {

    private static final int MEDOID = 4_000;

    private ConsensusFormatter() {}

    static String of(VoteResult tally) {
        return switch (tally.method()) {
            case SINGLE -> tally.sides().getFirst().text();
            case UNANIMOUS ->
                tally.discrete()
                        ? "Consensus: " + first(tally).answer() + ". All "
                                + tally.candidates().size() + " outputs agree."
                        : texts(tally);
            case MAJORITY -> tally.discrete() ? majority(tally) : texts(tally);
            case PLURALITY ->
                tally.discrete()
                        ? "No majority. The most frequent answer is " + share(first(tally), tally)
                                + ". The other answers: "
                                + shares(tally.sides().subList(1, tally.sides().size()), tally) + "."
                        : texts(tally);
            case TIE ->
                tally.discrete()
                        ? "No majority: the outputs are tied. " + shares(tally.sides(), tally) + "."
                        : texts(tally);
        };
    }

    private static String majority(VoteResult tally) {
        List<Side> others = tally.sides().subList(1, tally.sides().size());
        int silent = tally.candidates().size()
                - tally.sides().stream().mapToInt(side -> side.vote().count()).sum();
        StringBuilder text = new StringBuilder("Consensus: ")
                .append(share(first(tally), tally))
                .append('.');
        if (!others.isEmpty()) {
            text.append(" Minority views: ").append(shares(others, tally)).append('.');
        }
        if (silent > 0) {
            text.append(" Without a clear answer: ").append(silent).append('.');
        }
        return text.toString();
    }

    private static String texts(VoteResult tally) {
        StatementConsensus statements = tally.statements();
        StringBuilder text = new StringBuilder();
        if (statements.consensus().isEmpty()) {
            text.append("No majority: no statement is shared by more than half of the ")
                    .append(tally.candidates().size())
                    .append(" outputs. The most typical output says:\n")
                    .append(CodePoints.cut(tally.sides().getFirst().text(), MEDOID, "\n[...]"));
        } else {
            text.append("Consensus:").append(lines(statements.consensus(), tally));
        }
        if (!statements.disputes().isEmpty()) {
            text.append("\n\nWhere the outputs differ:");
            for (List<Vote> sides : statements.disputes()) {
                text.append("\n- ")
                        .append(sides.stream()
                                .map(vote -> "\"" + vote.answer() + "\" (" + of(vote, tally) + ")")
                                .collect(Collectors.joining(" against ")));
            }
        }
        if (!statements.minority().isEmpty()) {
            text.append("\n\nMinority views:").append(lines(statements.minority(), tally));
        }
        return text.toString();
    }

    private static String lines(List<Vote> votes, VoteResult tally) {
        return votes.stream()
                .map(vote -> "\n- " + vote.answer() + " (" + of(vote, tally) + ")")
                .collect(Collectors.joining());
    }

    private static Vote first(VoteResult tally) {
        return tally.sides().getFirst().vote();
    }

    private static String shares(List<Side> sides, VoteResult tally) {
        return sides.stream().map(side -> share(side.vote(), tally)).collect(Collectors.joining("; "));
    }

    private static String share(Vote vote, VoteResult tally) {
        return vote.answer() + " (" + of(vote, tally) + ")";
    }

    private static String of(Vote vote, VoteResult tally) {
        String outputs = vote.outputs().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return vote.count() + " of " + tally.candidates().size() + ", output" + (vote.count() == 1 ? " " : "s ")
                + outputs;
    }
}
