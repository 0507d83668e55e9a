package io.minerstack.agent.aggregate;

import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.prompt.PromptContext;
import io.minerstack.agent.vote.VoteResult;
import io.minerstack.agent.vote.VoteResult.AnswerGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The outputs as the model reads them: those of the largest group first, equal ones by their text, and without numbers.
 * So the order of the request does not matter, and an output that has no room in the prompt is one of the smallest
 * group.
 */
final class CountedOutputs {

    private CountedOutputs() {}

    static List<PromptContext> contexts(List<PreviousOutput> outputs, VoteResult votes) {
        List<Numbered> sorted = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            PreviousOutput output = outputs.get(i);
            sorted.add(new Numbered(group(i + 1, votes), output.task().strip(), output.output()));
        }
        sorted.sort(Numbered.ORDER);
        List<PromptContext> contexts = new ArrayList<>();
        for (Numbered numbered : sorted) {
            Output output = numbered.output();
            if (!output.immediateResponse().isBlank()) {
                contexts.add(new PromptContext("output", numbered.heading() + output.immediateResponse()));
            }
            if (output.hasNotebook()) {
                contexts.add(new PromptContext("notebook", output.notebook()));
            }
        }
        return contexts;
    }

    /** The index of the output's group; outputs without a group come last. */
    private static int group(int position, VoteResult votes) {
        List<AnswerGroup> groups = votes.groups();
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).vote().outputs().contains(position)) {
                return i;
            }
        }
        return groups.size();
    }

    private record Numbered(int group, String task, Output output) {

        static final Comparator<Numbered> ORDER = Comparator.comparingInt(Numbered::group)
                .thenComparing(numbered -> numbered.output().immediateResponse())
                .thenComparing(numbered -> numbered.output().notebook())
                .thenComparing(Numbered::task);

        String heading() {
            return task.isEmpty() ? "" : "(its task: " + task + ")\n";
        }
    }
}
