package io.minerstack.agent.prompt;

import io.minerstack.agent.contract.PreviousOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * Previous outputs as prompt contexts. Each response and each notebook is a context of its own, so that all are cut
 * evenly.
 */
public final class PreviousOutputContext {

    private PreviousOutputContext() {}

    public static List<PromptContext> of(List<PreviousOutput> outputs) {
        List<PromptContext> contexts = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            PreviousOutput output = outputs.get(i);
            String number = " " + (i + 1);
            if (!output.output().immediateResponse().isBlank()) {
                contexts.add(new PromptContext(
                        "output" + number, heading(output) + output.output().immediateResponse()));
            }
            if (output.output().hasNotebook()) {
                contexts.add(new PromptContext(
                        "notebook of output" + number, output.output().notebook()));
            }
        }
        return contexts;
    }

    /**
     * Only the text that a request is about, without delimiters: of each output the notebook, else the response. For
     * small models, which can't keep several texts of one output apart.
     */
    public static List<PromptContext> plain(List<PreviousOutput> outputs) {
        return outputs.stream()
                .map(PreviousOutput::output)
                .map(output -> output.hasNotebook() ? output.notebook() : output.immediateResponse())
                .filter(text -> !text.isBlank())
                .map(PromptContext::plain)
                .toList();
    }

    private static String heading(PreviousOutput output) {
        return output.task().isBlank() ? "" : "(its task: " + output.task().strip() + ")\n";
    }
}
