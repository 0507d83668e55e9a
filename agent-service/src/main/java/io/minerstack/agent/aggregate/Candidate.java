package io.minerstack.agent.aggregate;

import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An output that takes part in the vote.
 *
 * @param number its place among the previous outputs, from 1
 */
record Candidate(int number, String text, TextSimilarity likeness) {

    private static final int READ = 20_000;
    private static final int REFUSAL_LENGTH = 300;
    private static final Pattern REFUSAL = Pattern.compile(
            "^(?:i'm |i am )?(?:sorry|unable|afraid)\\b.*\\b(?:can't|cannot|unable|not able)\\b.*|^(?:error|failed|failure|timeout)\\b.*"
                    + "|^i (?:can't|cannot) (?:help|assist|answer)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The outputs with something in them; refusals and errors only where there is nothing else. */
    static List<Candidate> admit(List<PreviousOutput> outputs) {
        List<Candidate> all = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            String text = text(outputs.get(i).output());
            if (!text.isBlank()) {
                all.add(new Candidate(i + 1, text, TextSimilarity.of(text)));
            }
        }
        List<Candidate> answers =
                all.stream().filter(candidate -> !candidate.isRefusal()).toList();
        return answers.isEmpty() ? all : answers;
    }

    private boolean isRefusal() {
        return text.length() <= REFUSAL_LENGTH
                && REFUSAL.matcher(text.replace('\u2019', '\'')).matches();
    }

    private static String text(Output output) {
        String response = output.immediateResponse().strip();
        boolean empty = response.isEmpty() || response.equalsIgnoreCase(Output.NO_UPDATE);
        String text = empty && output.hasNotebook() ? output.notebook().strip() : empty ? "" : response;
        return CodePoints.cut(text, READ, "");
    }
}
