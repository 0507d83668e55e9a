package io.minerstack.agent.prompt;

import io.minerstack.agent.contract.PreviousOutput;
import java.util.ArrayList;
import java.util.List;

/** Previous outputs as material: the response and the notebook of each are pieces of their own, so that each is cut fairly. */
public final class PreviousOutputContext {

    private PreviousOutputContext() {}

    public static List<PromptContext> of(List<PreviousOutput> outputs) {
        List<PromptContext> material = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            PreviousOutput output = outputs.get(i);
            String number = " " + (i + 1);
            if (!output.output().immediateResponse().isBlank()) {
                material.add(new PromptContext(
                        "output" + number, heading(output) + output.output().immediateResponse()));
            }
            if (output.output().hasNotebook()) {
                material.add(new PromptContext(
                        "notebook of output" + number, output.output().notebook()));
            }
        }
        return material;
    }

    private static String heading(PreviousOutput output) {
        return output.task().isBlank() ? "" : "(its task: " + output.task().strip() + ")\n";
    }
}
