package io.minerstack.agent.junk;

import io.minerstack.agent.memory.HistoryMessage;
import io.minerstack.agent.memory.PlaybookEntry;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptContext;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an answer has to fit.
 *
 * @param task may be empty
 * @param queries at least one
 * @param material texts that the answer is about, such as previous outputs
 * @param memory playbook entries and earlier messages, which may have wishes of the user: a wish makes an answer right
 *     that would be junk without it, never the other way round
 * @param review whether the answer has to name strengths and weaknesses
 * @param words the folded words of task and queries
 */
public record AnsweredRequest(
        String task,
        List<String> queries,
        List<String> material,
        List<String> memory,
        boolean review,
        Set<String> words) {

    // the beginning says what is wanted; a text of 10,000 characters behind it is data
    private static final int MAX_READ = 4_000;
    private static final int MAX_READ_OF_ALL = 20_000;

    public AnsweredRequest {
        queries = List.copyOf(queries);
        material = List.copyOf(material);
        memory = List.copyOf(memory);
        words = Set.copyOf(words);
    }

    /** The request that a prompt is made of. */
    public static AnsweredRequest of(PromptBuilder prompt) {
        List<String> memory = new ArrayList<>();
        prompt.memory().entries().stream().map(PlaybookEntry::value).forEach(memory::add);
        prompt.memory().messages().stream().map(HistoryMessage::content).forEach(memory::add);
        return of(
                prompt.task(),
                prompt.queries(),
                prompt.context().stream().map(PromptContext::text).toList(),
                memory,
                prompt.instructions().contains(PromptTemplates.FEEDBACK));
    }

    static AnsweredRequest of(
            String task, List<String> queries, List<String> material, List<String> memory, boolean review) {
        List<String> shortQueries = shortened(queries);
        Set<String> words = new HashSet<>();
        Stream.concat(Stream.of(task), shortQueries.stream())
                .map(TextFolding::words)
                .forEach(words::addAll);
        return new AnsweredRequest(task, shortQueries, shortened(material), shortened(memory), review, words);
    }

    /** The beginnings of texts: of each no more than 4,000 characters, of all no more than 20,000. */
    private static List<String> shortened(List<String> texts) {
        int limit = limit(texts);
        return texts.stream()
                .map(text -> text.length() <= limit ? text : text.substring(0, limit))
                .toList();
    }

    /** The longest beginning of a text. What short texts do not need, long ones get. */
    private static int limit(List<String> texts) {
        int[] lengths = texts.stream().mapToInt(String::length).sorted().toArray();
        int left = MAX_READ_OF_ALL;
        for (int i = 0; i < lengths.length; i++) {
            int share = left / (lengths.length - i);
            if (lengths[i] > share) {
                return Math.min(MAX_READ, share);
            }
            left -= lengths[i];
        }
        return MAX_READ;
    }

    /** Whether a query asks something by its punctuation. */
    boolean hasQuestionMark() {
        return queries.stream()
                .anyMatch(query -> query.indexOf('?') >= 0 || query.indexOf('？') >= 0 || query.indexOf('؟') >= 0);
    }
}
