package io.minerstack.agent.compose;

import io.minerstack.agent.answer.Author;
import io.minerstack.agent.answer.Canvas;
import io.minerstack.agent.answer.Written;
import io.minerstack.agent.completion.CompletionProperties;
import io.minerstack.agent.contract.AgentComponent;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.Query;
import io.minerstack.agent.prompt.OutputMaterial;
import io.minerstack.agent.prompt.PromptDraft;
import io.minerstack.agent.prompt.PromptText;
import io.minerstack.agent.turn.Draft;
import io.minerstack.agent.turn.Job;
import io.minerstack.agent.turn.Skill;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Complete, refine, feedback and summary: one prompt each, and the model's text is the answer. */
@Component
class ComposeSkill implements Skill {

    private static final String NOTHING_TO_SUMMARIZE = "No previous outputs to summarize.";
    private static final double SUMMARY_TEMPERATURE = 0.5;

    private final Author author;
    private final CompletionProperties properties;

    ComposeSkill(Author author, CompletionProperties properties) {
        this.author = author;
        this.properties = properties;
    }

    @Override
    public Set<AgentComponent> components() {
        return EnumSet.of(
                AgentComponent.COMPLETE, AgentComponent.REFINE, AgentComponent.FEEDBACK, AgentComponent.SUMMARY);
    }

    @Override
    public Mono<Draft> perform(Job job) {
        ComponentInput input = job.input();
        AgentComponent component = job.component();
        if (component == AgentComponent.SUMMARY && input.previousOutputs().isEmpty()) {
            return Mono.just(Draft.plain(NOTHING_TO_SUMMARIZE, Output.NO_UPDATE));
        }
        boolean notebook = NotebookWish.of(component, input);
        double temperature = component == AgentComponent.SUMMARY ? SUMMARY_TEMPERATURE : properties.temperature();
        return author.write(prompt(job, notebook), temperature, notebook).map(written -> draft(job, notebook, written));
    }

    private static PromptDraft prompt(Job job, boolean notebook) {
        ComponentInput input = job.input();
        List<PromptText> rules = new ArrayList<>();
        rules.add(
                switch (job.component()) {
                    case REFINE -> PromptText.REFINE;
                    case FEEDBACK -> PromptText.FEEDBACK;
                    case SUMMARY -> PromptText.SUMMARY;
                    default -> PromptText.COMPLETE;
                });
        if (notebook && input.notebooks().size() > 1) {
            rules.add(PromptText.MERGE);
        }
        return new PromptDraft(
                rules,
                input.task(),
                input.input().stream().map(Query::userQuery).toList(),
                OutputMaterial.of(input.previousOutputs()),
                job.recollection());
    }

    private static Draft draft(Job job, boolean notebook, Written written) {
        String canvas = job.component() == AgentComponent.FEEDBACK
                ? Output.NO_UPDATE
                : Canvas.after(job.input().notebooks(), notebook ? written.notebook() : null);
        return new Draft(written.immediateResponse(), canvas, written.completion(), written.prompt(), Map.of());
    }
}
