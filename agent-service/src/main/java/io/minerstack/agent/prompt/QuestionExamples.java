package io.minerstack.agent.prompt;

import io.minerstack.agent.completion.ChatMessage;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Three answered questions that show a small model how to answer a single English question: in one sentence. A question
 * with two numbers, which may be a calculation, and a question about a text that stands before it have none: there, the
 * examples are not shown to help (docs/quality.md).
 */
public final class QuestionExamples {

    private static final List<ChatMessage> EXAMPLES = List.of(
            ChatMessage.user("What color is snow?"),
            ChatMessage.assistant("Snow is white."),
            ChatMessage.user("What is the plural of \"box\"?"),
            ChatMessage.assistant("The plural of \"box\" is \"boxes\"."),
            ChatMessage.user("What is the opposite of \"early\"?"),
            ChatMessage.assistant("The opposite of \"early\" is \"late\"."));

    private static final String QUESTION_MARKS = "?？؟";
    /** English, as the examples are: behind them, a small model answers in English. */
    private static final Pattern QUESTION_WORD =
            Pattern.compile("\\b(?:what|which|who|whose|whom|when|where|why|how)\\b");

    private static final Pattern TWO_NUMBERS = Pattern.compile("\\d[^\\d]+\\d");

    private QuestionExamples() {}

    /** The examples for a request; empty where the request is no single question or its task wishes another form. */
    public static List<ChatMessage> of(String task, List<String> queries) {
        String query = queries.getFirst().strip();
        boolean isQuestion = queries.size() == 1
                && QUESTION_MARKS.indexOf(query.charAt(query.length() - 1)) >= 0
                && query.indexOf('\n') < 0
                && QUESTION_WORD.matcher(TextFolding.fold(query)).find()
                && !TWO_NUMBERS.matcher(query).find()
                && !TaskRelevance.addsToQueries(task, queries);
        return isQuestion ? EXAMPLES : List.of();
    }
}
