package io.minerstack.agent.aggregate;

import io.minerstack.agent.aggregate.Agreement.Method;
import java.util.List;

/**
 * A finished count.
 *
 * @param discrete whether answers were counted, or texts that say the same
 * @param n outputs given
 * @param candidates those that took part
 * @param sides most votes first; never empty
 * @param statements what most outputs state, where texts were compared
 */
record VoteResult(
        Method method,
        boolean discrete,
        int n,
        List<Candidate> candidates,
        List<Side> sides,
        StatementConsensus statements) {

    Agreement agreement(String wordedBy) {
        List<Vote> votes = sides.stream().map(Side::vote).toList();
        int second = votes.size() > 1 ? votes.get(1).count() : 0;
        return new Agreement(
                method,
                discrete ? "discrete" : "text",
                n,
                candidates.size(),
                votes,
                round((double) (votes.getFirst().count() - second) / candidates.size()),
                round(entropy(votes)),
                statements.disputes(),
                wordedBy);
    }

    private static double entropy(List<Vote> votes) {
        double total = votes.stream().mapToInt(Vote::count).sum();
        double entropy = votes.stream()
                .mapToDouble(vote -> vote.count() / total)
                .map(share -> -share * Math.log(share))
                .sum();
        return votes.size() < 2 ? 0 : entropy / Math.log(votes.size());
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /**
     * One side.
     *
     * @param choice what was counted; for texts, words that stand for it
     * @param text the whole text of its most typical output
     */
    record Side(Vote vote, DiscreteAnswer choice, String text) {}
}
