package io.minerstack.agent.search;

import io.minerstack.agent.answer.AnswerGenerator;
import io.minerstack.agent.answer.GeneratedAnswer;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.component.ComponentHandler;
import io.minerstack.agent.component.ComponentInvocation;
import io.minerstack.agent.component.ComponentResult;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.Query;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptContext;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.agent.search.SearchEngineConfiguration.SearchChoice;
import io.minerstack.agent.text.CodePoints;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Searches with the configured provider and lets the model answer from the results; the sources are listed by code. */
@Component
class InternetSearchHandler implements ComponentHandler {

    static final String NOT_CONFIGURED =
            "Internet search is not configured on this miner. To set it up, give agent-service"
                    + " SEARCH_URL (the address of a SearXNG instance with its JSON format enabled) or BRAVE_API_KEY (a key of"
                    + " the Brave Search API).";

    private static final String NO_RESULTS = "The search found no results.";
    private static final int QUERY_LIMIT = 400;
    private static final double TEMPERATURE = 0.3;

    private final @Nullable SearchEngine engine;
    private final AnswerGenerator author;

    InternetSearchHandler(SearchChoice choice, AnswerGenerator author) {
        this.engine = choice.engine();
        this.author = author;
    }

    @Override
    public Set<ComponentName> components() {
        return Set.of(ComponentName.INTERNET_SEARCH);
    }

    @Override
    public boolean needsHistory(ComponentInput input) {
        return false;
    }

    @Override
    public boolean needsPlaybook(ComponentInput input) {
        return input.usePlaybook() && engine != null;
    }

    @Override
    public Mono<ComponentResult> handle(ComponentInvocation job) {
        SearchEngine configured = engine;
        if (configured == null) {
            return Mono.just(ComponentResult.withoutModel(NOT_CONFIGURED, Output.NO_UPDATE));
        }
        String query = CodePoints.cut(
                CodePoints.writable(job.input().queries())
                        .replaceAll("\\s+", " ")
                        .strip(),
                QUERY_LIMIT,
                "");
        return configured
                .search(query)
                .flatMap(hits -> hits.isEmpty()
                        ? Mono.just(ComponentResult.withoutModel(NO_RESULTS, Output.NO_UPDATE))
                        : answer(job, configured.name(), hits));
    }

    private Mono<ComponentResult> answer(ComponentInvocation job, String provider, List<SearchResult> hits) {
        return author.generate(prompt(job, hits), TEMPERATURE, false)
                .map(written -> draft(provider, hits, written))
                .onErrorResume(
                        failure ->
                                failure instanceof ModelCallException || failure instanceof DeadlineExceededException,
                        failure -> Mono.fromSupplier(() -> draft(provider, hits, null)));
    }

    private static PromptBuilder prompt(ComponentInvocation job, List<SearchResult> hits) {
        ComponentInput input = job.input();
        String results = numbered(hits, hit -> hit.title() + " (" + hit.url() + ")\n" + hit.snippet());
        return new PromptBuilder(
                List.of(PromptTemplates.SEARCH),
                input.task(),
                input.input().stream().map(Query::userQuery).toList(),
                List.of(new PromptContext("search results", results)),
                job.memory());
    }

    /** Without the model the results speak for themselves. */
    private static ComponentResult draft(String provider, List<SearchResult> hits, @Nullable GeneratedAnswer written) {
        String sources = numbered(hits, hit -> hit.title() + " - " + hit.url());
        // room for the sources is kept, whatever the model wrote
        String text = written == null
                ? numbered(hits, hit -> hit.title() + ": " + hit.snippet())
                : CodePoints.cut(written.immediateResponse(), Output.RESPONSE_LIMIT - sources.length() - 20, " [...]");
        return new ComponentResult(
                text + "\n\nSources:\n" + sources,
                Output.NO_UPDATE,
                written == null ? null : written.completion(),
                written == null ? null : written.prompt(),
                Map.of(
                        "search_provider",
                        provider,
                        "sources",
                        hits.stream().map(SearchResult::url).toList()));
    }

    private static String numbered(List<SearchResult> hits, Function<SearchResult, String> line) {
        return IntStream.range(0, hits.size())
                .mapToObj(i -> "[" + (i + 1) + "] " + line.apply(hits.get(i)))
                .collect(Collectors.joining("\n"));
    }
}
