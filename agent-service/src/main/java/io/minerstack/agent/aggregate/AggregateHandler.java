package io.minerstack.agent.aggregate;

import io.minerstack.agent.aggregate.Agreement.Method;
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
import io.minerstack.agent.prompt.PreviousOutputContext;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptContext;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts first, then lets the model word the count; its words are sent only where they say what was counted. */
@Component
class AggregateHandler implements ComponentHandler {

    private static final String NOTHING_TO_AGGREGATE = "No previous outputs to aggregate.";
    private static final double TEMPERATURE = 0.3;

    private final AnswerGenerator author;
    private final AggregateProperties properties;
    private final AggregateMetrics metrics;
    private final AggregationExecutor heavyWork;

    AggregateHandler(
            AnswerGenerator author,
            AggregateProperties properties,
            AggregateMetrics metrics,
            AggregationExecutor heavyWork) {
        this.author = author;
        this.properties = properties;
        this.metrics = metrics;
        this.heavyWork = heavyWork;
    }

    @Override
    public Set<ComponentName> components() {
        return Set.of(ComponentName.AGGREGATE);
    }

    @Override
    public Mono<ComponentResult> handle(ComponentInvocation job) {
        ComponentInput input = job.input();
        // twenty long texts are work for a while: not on an event loop
        return heavyWork
                .run(effort -> Optional.ofNullable(
                        VoteCounter.of(input.previousOutputs(), input.task() + "\n" + input.queries())))
                .flatMap(tally -> tally.map(counted -> word(job, counted))
                        .orElseGet(
                                () -> Mono.just(ComponentResult.withoutModel(NOTHING_TO_AGGREGATE, Output.NO_UPDATE))));
    }

    private Mono<ComponentResult> word(ComponentInvocation job, VoteResult tally) {
        List<String> notebooks = job.input().notebooks().stream().distinct().toList();
        boolean merge = notebooks.size() > 1;
        if (tally.method() == Method.SINGLE && !merge) {
            return Mono.just(draft(tally, notebook(notebooks), null));
        }
        return author.generate(prompt(job, tally, merge), TEMPERATURE, merge)
                .timeout(properties.wordingTimeout())
                .map(Optional::of)
                .onErrorResume(AggregateHandler::isModelTrouble, failure -> Mono.just(Optional.empty()))
                .flatMap(written -> heavyWork.run(effort -> {
                    GeneratedAnswer sent = written.isEmpty() ? null : checked(written.get(), job, tally);
                    return draft(tally, merge ? merged(notebooks, sent, effort) : notebook(notebooks), sent);
                }));
    }

    private static boolean isModelTrouble(Throwable failure) {
        return failure instanceof ModelCallException
                || failure instanceof DeadlineExceededException
                || failure instanceof TimeoutException;
    }

    private static @Nullable GeneratedAnswer checked(
            GeneratedAnswer written, ComponentInvocation job, VoteResult tally) {
        List<String> sources =
                new ArrayList<>(tally.candidates().stream().map(Candidate::text).toList());
        sources.add(job.input().task());
        sources.add(job.input().queries());
        sources.add(ConsensusFormatter.of(tally));
        return !written.completion().partial() && WordingCheck.passes(written.immediateResponse(), tally, sources)
                ? written
                : null;
    }

    private ComponentResult draft(VoteResult tally, String notebook, @Nullable GeneratedAnswer written) {
        Agreement agreement = tally.agreement(written == null ? "code" : "model");
        metrics.aggregated(agreement);
        return new ComponentResult(
                written == null ? ConsensusFormatter.of(tally) : written.immediateResponse(),
                notebook,
                written == null ? null : written.completion(),
                written == null ? null : written.prompt(),
                Map.of("agreement", agreement));
    }

    /** The notebook of one or none. */
    private static String notebook(List<String> notebooks) {
        return notebooks.isEmpty() ? Output.NO_UPDATE : notebooks.getFirst();
    }

    private static String merged(List<String> notebooks, @Nullable GeneratedAnswer written, WorkBudget effort) {
        String proposed = written == null ? null : written.notebook();
        return proposed != null && WordingCheck.addsNothing(proposed, notebooks)
                ? proposed
                : NotebookMerge.of(notebooks, effort);
    }

    private static PromptBuilder prompt(ComponentInvocation job, VoteResult tally, boolean merge) {
        List<PromptContext> material = new ArrayList<>();
        material.add(new PromptContext("vote count", ConsensusFormatter.of(tally)));
        material.addAll(PreviousOutputContext.of(job.input().previousOutputs()));
        return new PromptBuilder(
                merge ? List.of(PromptTemplates.AGGREGATE, PromptTemplates.MERGE) : List.of(PromptTemplates.AGGREGATE),
                job.input().task(),
                job.input().input().stream().map(Query::userQuery).toList(),
                material,
                job.memory());
    }
}
