package io.minerstack.agent.aggregate;

import io.minerstack.agent.vote.StatementConsensus;
import io.minerstack.agent.vote.Vote;
import io.minerstack.agent.vote.VoteResult;
import io.minerstack.agent.vote.VoteResult.AnswerGroup;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the result of a vote in plain sentences, without the model. */
final class ConsensusFormatter {

    private static final int MAX_TYPICAL_OUTPUT_LENGTH = 4_000;

    private ConsensusFormatter() {}

    static String format(VoteResult result) {
        return switch (result.method()) {
            case SINGLE -> result.winner().text();
            case UNANIMOUS -> result.discrete() ? unanimous(result) : statements(result);
            case MAJORITY -> result.discrete() ? majority(result) : statements(result);
            case PLURALITY -> result.discrete() ? plurality(result) : statements(result);
            case TIE -> result.discrete() ? tie(result) : statements(result);
        };
    }

    /** As {@link #format}, but the outputs have no numbers, so that their order changes nothing. */
    static String formatWithoutNumbers(VoteResult result) {
        StatementConsensus statements = result.statements();
        return format(new VoteResult(
                result.method(),
                result.discrete(),
                result.outputCount(),
                result.candidates(),
                result.groups().stream()
                        .map(group -> new AnswerGroup(withoutNumbers(group.vote()), group.answer(), group.text()))
                        .toList(),
                new StatementConsensus(
                        withoutNumbers(statements.consensus()),
                        withoutNumbers(statements.minority()),
                        statements.disputes().stream()
                                .map(ConsensusFormatter::withoutNumbers)
                                .toList())));
    }

    private static List<Vote> withoutNumbers(List<Vote> votes) {
        return votes.stream().map(ConsensusFormatter::withoutNumbers).toList();
    }

    private static Vote withoutNumbers(Vote vote) {
        return new Vote(vote.answer(), vote.count(), List.of());
    }

    private static String unanimous(VoteResult result) {
        return "Consensus: " + result.winner().vote().answer() + ". All "
                + result.candidates().size() + " outputs agree.";
    }

    private static String majority(VoteResult result) {
        int withAnswer =
                result.groups().stream().mapToInt(group -> group.vote().count()).sum();
        int withoutAnswer = result.candidates().size() - withAnswer;
        StringBuilder text = new StringBuilder("Consensus: ")
                .append(share(result.winner().vote(), result))
                .append('.');
        if (!result.others().isEmpty()) {
            text.append(" Minority views: ")
                    .append(shares(result.others(), result))
                    .append('.');
        }
        if (withoutAnswer > 0) {
            text.append(" Without a clear answer: ").append(withoutAnswer).append('.');
        }
        return text.toString();
    }

    private static String plurality(VoteResult result) {
        return "No majority. The most frequent answer is "
                + share(result.winner().vote(), result) + ". The other answers: " + shares(result.others(), result)
                + ".";
    }

    private static String tie(VoteResult result) {
        return "No majority: the outputs are tied. " + shares(result.groups(), result) + ".";
    }

    private static String statements(VoteResult result) {
        StatementConsensus statements = result.statements();
        StringBuilder text = new StringBuilder();
        if (statements.consensus().isEmpty()) {
            text.append("No majority: no statement is shared by more than half of the ")
                    .append(result.candidates().size())
                    .append(" outputs. The most typical output says:\n")
                    .append(CodePoints.cut(result.winner().text(), MAX_TYPICAL_OUTPUT_LENGTH, "\n[...]"));
        } else {
            text.append("Consensus:").append(list(statements.consensus(), result));
        }
        if (!statements.disputes().isEmpty()) {
            text.append("\n\nWhere the outputs differ:");
            for (List<Vote> versions : statements.disputes()) {
                text.append("\n- ")
                        .append(versions.stream()
                                .map(vote -> "\"" + vote.answer() + "\" (" + support(vote, result) + ")")
                                .collect(Collectors.joining(" against ")));
            }
        }
        if (!statements.minority().isEmpty()) {
            text.append("\n\nMinority views:").append(list(statements.minority(), result));
        }
        return text.toString();
    }

    private static String list(List<Vote> votes, VoteResult result) {
        return votes.stream().map(vote -> "\n- " + share(vote, result)).collect(Collectors.joining());
    }

    private static String shares(List<AnswerGroup> groups, VoteResult result) {
        return groups.stream().map(group -> share(group.vote(), result)).collect(Collectors.joining("; "));
    }

    private static String share(Vote vote, VoteResult result) {
        return vote.answer() + " (" + support(vote, result) + ")";
    }

    private static String support(Vote vote, VoteResult result) {
        if (vote.outputs().isEmpty()) {
            return vote.count() + " of " + result.candidates().size();
        }
        String outputs = vote.outputs().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return vote.count() + " of " + result.candidates().size() + ", output" + (vote.count() == 1 ? " " : "s ")
                + outputs;
    }
}
