package io.minerstack.agent.search;

import io.minerstack.agent.answer.CheckedAnswerGenerator;
import io.minerstack.agent.answer.GeneratedAnswer;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.completion.ModelCallProperties;
import io.minerstack.agent.component.ComponentHandler;
import io.minerstack.agent.component.ComponentInvocation;
import io.minerstack.agent.component.ComponentResult;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.Query;
import io.minerstack.agent.profile.Temperature;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptContext;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.agent.search.SearchEngineConfiguration.SearchChoice;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Searches with the configured provider and lets the model answer from the results. The sources are listed by code, so
 * that no link can be invented; without the model, the reply lists the results.
 */
@Component
class InternetSearchHandler implements ComponentHandler {

    static final String NOT_CONFIGURED = "Internet search is not configured on this miner. To enable it, set SEARCH_URL"
            + " (the address of a SearXNG instance with its JSON format enabled) or BRAVE_API_KEY (a key of the Brave"
            + " Search API) for agent-service.";

    private static final String NO_RESULTS = "The search found no results.";
    private static final int MAX_QUERY_LENGTH = 400;
    private static final double DEFAULT_TEMPERATURE = 0.3;

    private final @Nullable SearchEngine engine;
    private final CheckedAnswerGenerator answerGenerator;
    private final Temperature temperature;

    InternetSearchHandler(SearchChoice choice, CheckedAnswerGenerator answerGenerator, ModelCallProperties properties) {
        this.engine = choice.engine();
        this.answerGenerator = answerGenerator;
        this.temperature = Temperature.of(properties.temperature(), DEFAULT_TEMPERATURE);
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
    public Mono<ComponentResult> handle(ComponentInvocation invocation) {
        SearchEngine configured = engine;
        if (configured == null) {
            return Mono.just(ComponentResult.withoutModel(NOT_CONFIGURED, Output.NO_UPDATE));
        }
        String query = CodePoints.cut(
                CodePoints.writable(invocation.input().queries())
                        .replaceAll("\\s+", " ")
                        .strip(),
                MAX_QUERY_LENGTH,
                "");
        return configured
                .search(query)
                .flatMap(results -> results.isEmpty()
                        ? Mono.just(ComponentResult.withoutModel(NO_RESULTS, Output.NO_UPDATE))
                        : answer(invocation, configured.name(), results));
    }

    private Mono<ComponentResult> answer(ComponentInvocation invocation, String provider, List<SearchResult> results) {
        return answerGenerator
                .generate(prompt(invocation, results), temperature, false)
                .map(answer -> result(provider, results, answer))
                .onErrorResume(
                        failure ->
                                failure instanceof ModelCallException || failure instanceof DeadlineExceededException,
                        failure -> Mono.fromSupplier(() -> result(provider, results, null)));
    }

    private static PromptBuilder prompt(ComponentInvocation invocation, List<SearchResult> results) {
        ComponentInput input = invocation.input();
        String material = numbered(results, result -> result.title() + " (" + result.url() + ")\n" + result.snippet());
        return new PromptBuilder(
                List.of(PromptTemplates.SEARCH),
                input.task(),
                input.input().stream().map(Query::userQuery).toList(),
                List.of(new PromptContext("search results", material)),
                invocation.memory());
    }

    /** The reply; {@code answer} is null if the model failed. */
    private static ComponentResult result(
            String provider, List<SearchResult> results, @Nullable GeneratedAnswer answer) {
        String sources = numbered(results, result -> result.title() + " - " + result.url());
        // the sources must fit within the limit of the response
        String text = answer == null
                ? numbered(results, result -> result.title() + ": " + result.snippet())
                : CodePoints.cut(answer.immediateResponse(), Output.RESPONSE_LIMIT - sources.length() - 20, " [...]");
        Map<String, Object> metadata = new HashMap<>(answer == null ? Map.of() : answer.metadata());
        metadata.put("search_provider", provider);
        metadata.put("sources", results.stream().map(SearchResult::url).toList());
        return new ComponentResult(
                text + "\n\nSources:\n" + sources,
                Output.NO_UPDATE,
                answer == null ? null : answer.completion(),
                answer == null ? null : answer.prompt(),
                metadata);
    }

    private static String numbered(List<SearchResult> results, Function<SearchResult, String> line) {
        return IntStream.range(0, results.size())
                .mapToObj(i -> "[" + (i + 1) + "] " + line.apply(results.get(i)))
                .collect(Collectors.joining("\n"));
    }
}
