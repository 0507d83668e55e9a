package io.minerstack.agent.prompt;

import io.minerstack.agent.completion.ChatMessage;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.profile.ModelProfile;
import io.minerstack.agent.profile.ModelProfile.PromptStyle;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that a prompt may hold, before its length limit is known.
 *
 * <p>The limit is divided in this order, in code points with delimiters and labels included: the request gets all of it
 * if there is nothing else, else at most 3/5; the playbook at most 1/3 of the rest; the context 17/20 of what is left
 * then (all of it without history); the history what remains.
 *
 * @param instructions our own texts, for the system message; never cut
 * @param task may be empty
 * @param queries the user's queries, at least one
 * @param context texts of other sources, such as previous outputs or search results
 * @param memory history and playbook of the conversation
 * @param examples for a small model that gets the request and nothing else; not counted, because they are short
 */
public record PromptBuilder(
        List<PromptTemplates> instructions,
        String task,
        List<String> queries,
        List<PromptContext> context,
        MemoryContext memory,
        List<ChatMessage> examples) {

    private static final double REQUEST_SHARE = 0.6;
    private static final double PLAYBOOK_SHARE = 1.0 / 3;
    private static final double CONTEXT_SHARE = 0.85;

    public PromptBuilder {
        instructions = List.copyOf(instructions);
        queries = List.copyOf(queries);
        context = List.copyOf(context);
        examples = List.copyOf(examples);
    }

    /** A builder without examples. */
    public PromptBuilder(
            List<PromptTemplates> instructions,
            String task,
            List<String> queries,
            List<PromptContext> context,
            MemoryContext memory) {
        this(instructions, task, queries, context, memory, List.of());
    }

    /** This builder with examples. */
    public PromptBuilder withExamples(List<ChatMessage> more) {
        return new PromptBuilder(instructions, task, queries, context, memory, more);
    }

    /** This builder with one more instruction. */
    public PromptBuilder withInstruction(PromptTemplates instruction) {
        List<PromptTemplates> more = new ArrayList<>(instructions);
        more.add(instruction);
        return new PromptBuilder(more, task, queries, context, memory, examples);
    }

    /**
     * The prompt within a limit.
     *
     * @param maxCharacters most code points of the user message; the system message is not counted
     * @param profile of the model that will read the prompt
     */
    public Prompt build(int maxCharacters, ModelProfile profile) {
        boolean hasHistory = !memory.messages().isEmpty();
        boolean requestOnly = !hasHistory && memory.entries().isEmpty() && context.isEmpty();

        PromptSection request = RequestSection.fit(
                task, queries, profile.promptStyle(), share(maxCharacters, requestOnly ? 1 : REQUEST_SHARE));
        int left = maxCharacters - CodePoints.length(request.text());
        PromptSection playbook = PlaybookSection.fit(memory.entries(), share(left, PLAYBOOK_SHARE));
        left -= playbook.length();
        PromptSection sources = ContextSection.fit(context, share(left, hasHistory ? CONTEXT_SHARE : 1));
        left -= sources.length();
        boolean isSmall = profile.promptStyle() == PromptStyle.MINIMAL;
        ChatHistory turns = isSmall ? ChatHistory.fit(memory.messages(), left) : ChatHistory.NONE;
        PromptSection history = isSmall ? PromptSection.EMPTY : HistorySection.fit(memory.messages(), left);

        boolean isPlain = context.stream().allMatch(PromptContext::isPlain);
        List<PromptSection> sections =
                isPlain ? List.of(playbook, history, request, sources) : List.of(playbook, history, sources, request);
        return new Prompt(
                systemMessage(profile.promptStyle(), playbook, history, !isPlain && !sources.isEmpty()),
                requestOnly && isSmall ? examples : turns.messages(),
                PromptSection.join(sections),
                turns.cut() || sections.stream().anyMatch(PromptSection::cut),
                turns.turns() + history.items(),
                playbook.items());
    }

    private String systemMessage(
            PromptStyle style, PromptSection playbook, PromptSection history, boolean hasDelimitedSources) {
        List<PromptTemplates> lines = new ArrayList<>(instructions);
        if (!playbook.isEmpty() || !history.isEmpty() || hasDelimitedSources) {
            lines.add(PromptTemplates.MATERIAL);
        }
        if (!history.isEmpty()) {
            lines.add(PromptTemplates.CONVERSATION);
        }
        if (!playbook.isEmpty()) {
            lines.add(PromptTemplates.PLAYBOOK);
        }
        return lines.stream()
                .map(line -> line.text(style))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static int share(int characters, double share) {
        return (int) (characters * share);
    }
}
