package io.minerstack.agent.aggregate;

import io.minerstack.agent.vote.Vote;
import io.minerstack.agent.vote.VoteMethod;
import io.minerstack.agent.vote.VoteResult;
import io.minerstack.agent.vote.VoteResult.AnswerGroup;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The record of the vote in {@code metadata.agreement}: enough to count the votes again.
 *
 * @param kind {@code discrete} if short final answers were compared, {@code text} if whole texts were compared
 * @param n number of previous outputs in the request
 * @param valid number of outputs that took part
 * @param votes the answers, most frequent first
 * @param margin {@code (votes of the first answer - votes of the second) / valid}, 0–1
 * @param entropy Shannon entropy of the votes divided by its maximum: 0 if all agree, 1 if all answers are equally
 *     frequent
 * @param disputes statements that outputs make with different numbers, or that one output makes and another denies
 * @param wordedBy {@code model} or {@code code}
 */
@JsonNaming(SnakeCaseStrategy.class)
record Agreement(
        VoteMethod method,
        String kind,
        int n,
        int valid,
        List<Vote> votes,
        double margin,
        double entropy,
        List<List<Vote>> disputes,
        String wordedBy) {

    static final String WORDED_BY_MODEL = "model";
    static final String WORDED_BY_CODE = "code";

    static Agreement of(VoteResult result, String wordedBy) {
        List<Vote> votes = result.groups().stream().map(AnswerGroup::vote).toList();
        int valid = result.candidates().size();
        int second = votes.size() > 1 ? votes.get(1).count() : 0;
        return new Agreement(
                result.method(),
                result.discrete() ? "discrete" : "text",
                result.outputCount(),
                valid,
                votes,
                round((double) (votes.getFirst().count() - second) / valid),
                round(normalizedEntropy(votes)),
                result.statements().disputes(),
                wordedBy);
    }

    private static double normalizedEntropy(List<Vote> votes) {
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
}
