package io.minerstack.agent.aggregate;

import io.minerstack.agent.answer.AnswerGenerator;
import io.minerstack.agent.answer.GeneratedAnswer;
import io.minerstack.agent.answer.OptionalWork;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.completion.ModelCallProperties;
import io.minerstack.agent.component.ComponentHandler;
import io.minerstack.agent.component.ComponentInvocation;
import io.minerstack.agent.component.ComponentResult;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.Query;
import io.minerstack.agent.profile.ModelProfile.PromptStyle;
import io.minerstack.agent.profile.ModelProfiles;
import io.minerstack.agent.profile.Temperature;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptContext;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.agent.text.WorkBudget;
import io.minerstack.agent.vote.Candidate;
import io.minerstack.agent.vote.VoteCounter;
import io.minerstack.agent.vote.VoteExecutor;
import io.minerstack.agent.vote.VoteMethod;
import io.minerstack.agent.vote.VoteResult;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Counts the votes, then asks the model to write the answer. The model's text is used only if {@link WordingCheck}
 * finds that it states the counted result; otherwise, and if the model fails, {@link ConsensusFormatter} writes the
 * answer.
 */
@Component
class AggregateHandler implements ComponentHandler {

    private static final String NOTHING_TO_AGGREGATE = "No previous outputs to aggregate.";
    private static final double DEFAULT_TEMPERATURE = 0.3;

    private final AnswerGenerator answerGenerator;
    private final ModelProfiles profiles;
    private final AggregateProperties properties;
    private final Temperature temperature;
    private final AggregateMetrics metrics;
    private final VoteExecutor executor;
    private final Clock clock;

    AggregateHandler(
            AnswerGenerator answerGenerator,
            ModelProfiles profiles,
            AggregateProperties properties,
            ModelCallProperties modelCalls,
            AggregateMetrics metrics,
            VoteExecutor executor,
            Clock clock) {
        this.answerGenerator = answerGenerator;
        this.profiles = profiles;
        this.properties = properties;
        this.temperature = Temperature.of(modelCalls.temperature(), DEFAULT_TEMPERATURE);
        this.metrics = metrics;
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public Set<ComponentName> components() {
        return Set.of(ComponentName.AGGREGATE);
    }

    @Override
    public Mono<ComponentResult> handle(ComponentInvocation invocation) {
        ComponentInput input = invocation.input();
        // comparing twenty long texts takes too long for an event loop
        return executor.run(budget -> Optional.ofNullable(
                        VoteCounter.count(input.previousOutputs(), input.task() + "\n" + input.queries(), budget)))
                .flatMap(counted -> counted.map(votes -> word(invocation, votes))
                        .orElseGet(
                                () -> Mono.just(ComponentResult.withoutModel(NOTHING_TO_AGGREGATE, Output.NO_UPDATE))));
    }

    private Mono<ComponentResult> word(ComponentInvocation invocation, VoteResult votes) {
        List<String> notebooks =
                invocation.input().notebooks().stream().distinct().toList();
        boolean merge = notebooks.size() > 1;
        if (votes.method() == VoteMethod.SINGLE && !merge) {
            return Mono.just(result(votes, onlyNotebook(notebooks), null));
        }
        return wording(answerGenerator.generate(prompt(invocation, votes, merge), temperature, merge))
                .flatMap(answer -> executor.run(budget -> {
                    GeneratedAnswer accepted = answer.filter(wording -> isAccepted(wording, invocation, votes))
                            .orElse(null);
                    String notebook = merge ? mergedNotebook(notebooks, accepted, budget) : onlyNotebook(notebooks);
                    return result(votes, notebook, accepted);
                }));
    }

    /**
     * The model's wording, empty if the model fails or takes longer than {@code min(AGGREGATE_WORDING_TIMEOUT, time to
     * the target)}: the counted result is there, so the wording is optional work. A small model is not asked: it states
     * the result too rarely (docs/quality.md).
     */
    private Mono<Optional<GeneratedAnswer>> wording(Mono<GeneratedAnswer> generated) {
        if (profiles.current().promptStyle() == PromptStyle.MINIMAL) {
            return Mono.just(Optional.empty());
        }
        return RequestContext.current().flatMap(context -> {
            Duration time = OptionalWork.time(properties.wordingTimeout(), context, clock);
            return time.isZero()
                    ? Mono.just(Optional.empty())
                    : generated
                            .timeout(time, Mono.error(DeadlineExceededException::new))
                            .map(Optional::of)
                            .onErrorResume(ModelCallException::isModelFailure, failure -> Mono.just(Optional.empty()));
        });
    }

    private static boolean isAccepted(GeneratedAnswer wording, ComponentInvocation invocation, VoteResult votes) {
        List<String> sources =
                new ArrayList<>(votes.candidates().stream().map(Candidate::text).toList());
        sources.add(invocation.input().task());
        sources.add(invocation.input().queries());
        sources.add(ConsensusFormatter.format(votes));
        return !wording.completion().partial() && WordingCheck.passes(wording.immediateResponse(), votes, sources);
    }

    /** The component's result; without an accepted model answer, the text comes from {@link ConsensusFormatter}. */
    private ComponentResult result(VoteResult votes, String notebook, @Nullable GeneratedAnswer accepted) {
        Agreement agreement =
                Agreement.of(votes, accepted == null ? Agreement.WORDED_BY_CODE : Agreement.WORDED_BY_MODEL);
        metrics.aggregated(agreement);
        return new ComponentResult(
                accepted == null ? ConsensusFormatter.format(votes) : accepted.immediateResponse(),
                notebook,
                accepted == null ? null : accepted.completion(),
                accepted == null ? null : accepted.prompt(),
                Map.of("agreement", agreement));
    }

    private static String onlyNotebook(List<String> notebooks) {
        return notebooks.isEmpty() ? Output.NO_UPDATE : notebooks.getFirst();
    }

    private static String mergedNotebook(
            List<String> notebooks, @Nullable GeneratedAnswer accepted, WorkBudget budget) {
        String proposed = accepted == null ? null : accepted.notebook();
        return proposed != null && WordingCheck.addsNothing(proposed, notebooks)
                ? proposed
                : NotebookMerger.merge(notebooks, budget);
    }

    private static PromptBuilder prompt(ComponentInvocation invocation, VoteResult votes, boolean merge) {
        List<PromptContext> material = new ArrayList<>();
        material.add(new PromptContext("vote count", ConsensusFormatter.formatWithoutNumbers(votes)));
        material.addAll(CountedOutputs.contexts(invocation.input().previousOutputs(), votes));
        return new PromptBuilder(
                merge ? List.of(PromptTemplates.AGGREGATE, PromptTemplates.MERGE) : List.of(PromptTemplates.AGGREGATE),
                invocation.input().task(),
                invocation.input().input().stream().map(Query::userQuery).toList(),
                material,
                invocation.memory());
    }
}
