package io.minerstack.agent.textcomponent;

import io.minerstack.agent.prompt.TaskRelevance;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How the result of a calculation is written, as the words around the calculation wish it. Reads English only. */
enum CalculationForm {
    /** "69 + 99 = 168". */
    EQUATION,
    /** "The result of 69 + 99 is 168." */
    SENTENCE,
    /** "168". */
    NUMBER;

    /** Words that wish no more than a short and right answer; whatever else is wished, the model reads. */
    private static final Set<String> SHORT_ANSWER = Set.of(
            "accurate",
            "accurately",
            "alone",
            "arithmetic",
            "basic",
            "be",
            "brief",
            "briefly",
            "but",
            "calculate",
            "calculation",
            "compute",
            "concise",
            "concisely",
            "correct",
            "directly",
            "exact",
            "exactly",
            "expression",
            "final",
            "just",
            "math",
            "mathematical",
            "maths",
            "nothing",
            "else",
            "number",
            "numerical",
            "one",
            "only",
            "out",
            "result",
            "sentence",
            "short",
            "shortly",
            "simple",
            "single",
            "use",
            "value",
            "work");

    private static final Set<String> NOTHING_ELSE = Set.of("only", "just", "alone", "nothing");
    private static final Set<String> RESULT = Set.of("number", "numerical", "result", "value", "answer");

    /**
     * The form that a text wishes, such as "Answer in one sentence."
     *
     * @return null where the text wishes something else, such as an explanation or another language
     */
    static @Nullable CalculationForm of(String wish, Predicate<String> known) {
        if (TaskRelevance.asksToExplain(wish)
                || TaskRelevance.addsTo(wish, word -> SHORT_ANSWER.contains(word) || known.test(word))) {
            return null;
        }
        Set<String> words = Set.copyOf(TextFolding.words(wish));
        if (words.contains("sentence")) {
            return SENTENCE;
        }
        return words.stream().anyMatch(NOTHING_ELSE::contains) && words.stream().anyMatch(RESULT::contains)
                ? NUMBER
                : EQUATION;
    }
}
