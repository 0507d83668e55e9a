package io.minerstack.agent.vote;

import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.text.TextFeatures;
import io.minerstack.agent.text.WorkBudget;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A previous output that takes part in the vote.
 *
 * @param position the output's place among the previous outputs, from 1
 * @param text the immediate response, or the notebook if there is no response; of more than 20,000 characters, the
 *     beginning and the end, with a mark between them
 */
public record Candidate(int position, String text, TextFeatures features) {

    private static final int MAX_TEXT_LENGTH = 20_000;
    private static final String MARK = "\n[... cut to fit ...]\n";
    private static final int MAX_REFUSAL_LENGTH = 300;
    private static final Pattern REFUSAL = Pattern.compile(
            "^(?:i'm |i am )?(?:sorry|unable|afraid)\\b.*\\b(?:can't|cannot|unable|not able)\\b.*"
                    + "|^(?:error|failed|failure|timeout)\\b.*"
                    + "|^i (?:can't|cannot) (?:help|assist|answer)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The outputs that are not empty. Refusals and error texts take part only if there is nothing else. */
    static List<Candidate> admit(List<PreviousOutput> outputs, WorkBudget budget) {
        List<Candidate> nonEmpty = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            String text = text(outputs.get(i).output());
            if (!text.isBlank()) {
                budget.spend(text.length());
                nonEmpty.add(
                        new Candidate(i + 1, CodePoints.cutMiddle(text, MAX_TEXT_LENGTH, MARK), TextFeatures.of(text)));
            }
        }
        List<Candidate> answers =
                nonEmpty.stream().filter(candidate -> !candidate.isRefusal()).toList();
        return answers.isEmpty() ? nonEmpty : answers;
    }

    private boolean isRefusal() {
        return text.length() <= MAX_REFUSAL_LENGTH
                && REFUSAL.matcher(text.replace('’', '\'')).matches();
    }

    /** The whole text that the output takes part with. */
    static String text(Output output) {
        String response = output.immediateResponse().strip();
        boolean empty = response.isEmpty() || response.equalsIgnoreCase(Output.NO_UPDATE);
        String text = empty && output.hasNotebook() ? output.notebook().strip() : empty ? "" : response;
        return text;
    }
}
