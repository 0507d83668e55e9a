package io.minerstack.agent.sampling;

import io.minerstack.agent.answer.GeneratedAnswer;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.text.WorkBudget;
import io.minerstack.agent.vote.VoteCounter;
import io.minerstack.agent.vote.VoteMethod;
import io.minerstack.agent.vote.VoteResult;
import java.util.List;

/**
 * The vote of samples, counted as an aggregation counts previous outputs.
 *
 * @param winner index of the sample that is sent
 * @param agreeing number of samples that have its answer
 */
record SampleVote(int winner, int agreeing) {

    /**
     * The first sample of the most frequent answer; the first sample of all where answers are equally frequent or can't
     * be compared.
     *
     * @param samples at least one
     */
    static SampleVote of(List<GeneratedAnswer> samples, String question, WorkBudget budget) {
        List<PreviousOutput> outputs = samples.stream()
                .map(sample ->
                        new PreviousOutput("", List.of(), new Output(sample.immediateResponse(), Output.NO_UPDATE), ""))
                .toList();
        VoteResult result = VoteCounter.count(outputs, question, budget);
        if (result == null || !result.discrete()) {
            return new SampleVote(0, 1);
        }
        if (result.method() == VoteMethod.TIE) {
            return new SampleVote(0, agreeingWithFirst(result));
        }
        // the counter sorts the positions
        int winner = result.winner().vote().outputs().getFirst();
        return new SampleVote(winner - 1, result.winner().vote().count());
    }

    private static int agreeingWithFirst(VoteResult result) {
        return result.groups().stream()
                .filter(group -> group.vote().outputs().contains(1))
                .mapToInt(group -> group.vote().count())
                .findFirst()
                .orElse(1);
    }
}
