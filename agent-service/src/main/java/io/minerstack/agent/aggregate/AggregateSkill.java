package io.minerstack.agent.aggregate;

import io.minerstack.agent.aggregate.Agreement.Method;
import io.minerstack.agent.answer.Author;
import io.minerstack.agent.answer.Written;
import io.minerstack.agent.completion.ModelFailure;
import io.minerstack.agent.contract.AgentComponent;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.Query;
import io.minerstack.agent.prompt.Material;
import io.minerstack.agent.prompt.OutputMaterial;
import io.minerstack.agent.prompt.PromptDraft;
import io.minerstack.agent.prompt.PromptText;
import io.minerstack.agent.turn.Draft;
import io.minerstack.agent.turn.Job;
import io.minerstack.agent.turn.Skill;
import io.minerstack.hop.call.DeadlineExceeded;
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
class AggregateSkill implements Skill {

    private static final String NOTHING_TO_AGGREGATE = "No previous outputs to aggregate.";
    private static final double TEMPERATURE = 0.3;

    private final Author author;
    private final AggregateProperties properties;
    private final AggregateMetrics metrics;
    private final HeavyWork heavyWork;

    AggregateSkill(Author author, AggregateProperties properties, AggregateMetrics metrics, HeavyWork heavyWork) {
        this.author = author;
        this.properties = properties;
        this.metrics = metrics;
        this.heavyWork = heavyWork;
    }

    @Override
    public Set<AgentComponent> components() {
        return Set.of(AgentComponent.AGGREGATE);
    }

    @Override
    public Mono<Draft> perform(Job job) {
        ComponentInput input = job.input();
        // twenty long texts are work for a while: not on an event loop
        return heavyWork
                .run(effort ->
                        Optional.ofNullable(Count.of(input.previousOutputs(), input.task() + "\n" + input.queries())))
                .flatMap(tally -> tally.map(counted -> word(job, counted))
                        .orElseGet(() -> Mono.just(Draft.plain(NOTHING_TO_AGGREGATE, Output.NO_UPDATE))));
    }

    private Mono<Draft> word(Job job, Tally tally) {
        List<String> notebooks = job.input().notebooks().stream().distinct().toList();
        boolean merge = notebooks.size() > 1;
        if (tally.method() == Method.SINGLE && !merge) {
            return Mono.just(draft(tally, notebook(notebooks), null));
        }
        return author.write(prompt(job, tally, merge), TEMPERATURE, merge)
                .timeout(properties.wordingTimeout())
                .map(Optional::of)
                .onErrorResume(AggregateSkill::isModelTrouble, failure -> Mono.just(Optional.empty()))
                .flatMap(written -> heavyWork.run(effort -> {
                    Written sent = written.isEmpty() ? null : checked(written.get(), job, tally);
                    return draft(tally, merge ? merged(notebooks, sent, effort) : notebook(notebooks), sent);
                }));
    }

    private static boolean isModelTrouble(Throwable failure) {
        return failure instanceof ModelFailure
                || failure instanceof DeadlineExceeded
                || failure instanceof TimeoutException;
    }

    private static @Nullable Written checked(Written written, Job job, Tally tally) {
        List<String> sources =
                new ArrayList<>(tally.candidates().stream().map(Candidate::text).toList());
        sources.add(job.input().task());
        sources.add(job.input().queries());
        sources.add(Verdict.of(tally));
        return !written.completion().partial() && WordingCheck.passes(written.immediateResponse(), tally, sources)
                ? written
                : null;
    }

    private Draft draft(Tally tally, String notebook, @Nullable Written written) {
        Agreement agreement = tally.agreement(written == null ? "code" : "model");
        metrics.aggregated(agreement);
        return new Draft(
                written == null ? Verdict.of(tally) : written.immediateResponse(),
                notebook,
                written == null ? null : written.completion(),
                written == null ? null : written.prompt(),
                Map.of("agreement", agreement));
    }

    /** The notebook of one or none. */
    private static String notebook(List<String> notebooks) {
        return notebooks.isEmpty() ? Output.NO_UPDATE : notebooks.getFirst();
    }

    private static String merged(List<String> notebooks, @Nullable Written written, Effort effort) {
        String proposed = written == null ? null : written.notebook();
        return proposed != null && WordingCheck.addsNothing(proposed, notebooks)
                ? proposed
                : NotebookMerge.of(notebooks, effort);
    }

    private static PromptDraft prompt(Job job, Tally tally, boolean merge) {
        List<Material> material = new ArrayList<>();
        material.add(new Material("vote count", Verdict.of(tally)));
        material.addAll(OutputMaterial.of(job.input().previousOutputs()));
        return new PromptDraft(
                merge ? List.of(PromptText.AGGREGATE, PromptText.MERGE) : List.of(PromptText.AGGREGATE),
                job.input().task(),
                job.input().input().stream().map(Query::userQuery).toList(),
                material,
                job.recollection());
    }
}
