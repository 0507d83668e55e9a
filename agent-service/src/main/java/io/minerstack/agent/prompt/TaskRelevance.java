package io.minerstack.agent.prompt;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Whether a task says anything that the queries do not say. A small model answers a question best without "Answer the
 * question.", and repeats such a task in its answer.
 */
public final class TaskRelevance {

    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /** Words of tasks that hold for every request. */
    private static final Set<String> GENERAL = Set.of(
            "a",
            "about",
            "an",
            "and",
            "answer",
            "ask",
            "asked",
            "assist",
            "complete",
            "correctly",
            "describe",
            "explain",
            "explanation",
            "follow",
            "following",
            "for",
            "from",
            "general",
            "give",
            "help",
            "in",
            "input",
            "instruction",
            "instructions",
            "is",
            "it",
            "knowledge",
            "of",
            "please",
            "problem",
            "process",
            "prompt",
            "provide",
            "query",
            "question",
            "questions",
            "reply",
            "request",
            "respond",
            "response",
            "s",
            "solve",
            "task",
            "tell",
            "text",
            "that",
            "the",
            "this",
            "to",
            "user",
            "with",
            "your");

    /** Those general words that ask for more than a bare result. */
    private static final Set<String> EXPLANATION = Set.of("describe", "explain", "explanation");

    private TaskRelevance() {}

    /** Whether at least one word of the task is neither general nor a word of a query. */
    public static boolean addsToQueries(String task, List<String> queries) {
        Set<String> known = Set.copyOf(words(String.join(" ", queries)));
        return addsTo(task, known::contains);
    }

    /** Whether at least one word of a text is neither general nor known. */
    public static boolean addsTo(String text, Predicate<String> known) {
        return words(text).stream().anyMatch(word -> !GENERAL.contains(word) && !known.test(word));
    }

    /** Whether a task asks to explain. Other words for it, such as "steps", are not general. */
    public static boolean asksToExplain(String task) {
        return words(task).stream().anyMatch(EXPLANATION::contains);
    }

    private static List<String> words(String text) {
        return NOT_A_WORD
                .splitAsStream(TextFolding.fold(text))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }
}
