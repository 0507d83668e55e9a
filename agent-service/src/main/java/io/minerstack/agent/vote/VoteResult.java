package io.minerstack.agent.vote;

import java.util.List;

/**
 * The result of a vote.
 *
 * @param discrete true if short final answers were compared, false if whole texts were compared
 * @param outputCount number of previous outputs in the request
 * @param candidates the outputs that took part
 * @param groups candidates with the same answer, largest group first; never empty
 * @param statements sentences that the candidates share or dispute; empty if {@code discrete}
 */
public record VoteResult(
        VoteMethod method,
        boolean discrete,
        int outputCount,
        List<Candidate> candidates,
        List<AnswerGroup> groups,
        StatementConsensus statements) {

    public VoteResult {
        candidates = List.copyOf(candidates);
        groups = List.copyOf(groups);
    }

    /** The largest group; in a tie, the first of the largest groups. */
    public AnswerGroup winner() {
        return groups.getFirst();
    }

    /** All groups but the winner. */
    public List<AnswerGroup> others() {
        return groups.subList(1, groups.size());
    }

    /**
     * Candidates with the same answer.
     *
     * @param answer what was compared; for whole texts, an excerpt of {@code text}
     * @param text the whole text of the group's most typical candidate
     */
    public record AnswerGroup(Vote vote, DiscreteAnswer answer, String text) {}
}
