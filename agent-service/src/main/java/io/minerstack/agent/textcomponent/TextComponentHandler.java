package io.minerstack.agent.textcomponent;

import io.minerstack.agent.answer.AnswerGenerator;
import io.minerstack.agent.answer.GeneratedAnswer;
import io.minerstack.agent.answer.NotebookPolicy;
import io.minerstack.agent.completion.ModelCallProperties;
import io.minerstack.agent.component.ComponentHandler;
import io.minerstack.agent.component.ComponentInvocation;
import io.minerstack.agent.component.ComponentResult;
import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.contract.Output;
import io.minerstack.agent.contract.Query;
import io.minerstack.agent.profile.ModelProfile;
import io.minerstack.agent.profile.ModelProfile.PromptStyle;
import io.minerstack.agent.profile.ModelProfiles;
import io.minerstack.agent.profile.Temperature;
import io.minerstack.agent.prompt.PreviousOutputContext;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptTemplates;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers complete, refine, feedback and summary: each has its own prompt, and the model's text is the answer. */
@Component
class TextComponentHandler implements ComponentHandler {

    private static final String NOTHING_TO_SUMMARIZE = "No previous outputs to summarize.";
    private static final double DEFAULT_TEMPERATURE = 0.7;
    private static final Temperature SUMMARY_TEMPERATURE = Temperature.byDefault(0.5);

    private final AnswerGenerator answerGenerator;
    private final ModelCallProperties properties;
    private final ModelProfiles profiles;
    private final NotebookEligibility eligibility;

    TextComponentHandler(
            AnswerGenerator answerGenerator,
            ModelCallProperties properties,
            ModelProfiles profiles,
            NotebookEligibility eligibility) {
        this.answerGenerator = answerGenerator;
        this.properties = properties;
        this.profiles = profiles;
        this.eligibility = eligibility;
    }

    @Override
    public Set<ComponentName> components() {
        return EnumSet.of(ComponentName.COMPLETE, ComponentName.REFINE, ComponentName.FEEDBACK, ComponentName.SUMMARY);
    }

    @Override
    public Mono<ComponentResult> handle(ComponentInvocation invocation) {
        ComponentInput input = invocation.input();
        ComponentName component = invocation.component();
        if (component == ComponentName.SUMMARY && input.previousOutputs().isEmpty()) {
            return Mono.just(ComponentResult.withoutModel(NOTHING_TO_SUMMARIZE, Output.NO_UPDATE));
        }
        ModelProfile profile = profiles.current();
        NotebookSource notebook = eligibility.source(component, input, profile);
        Temperature temperature = component == ComponentName.SUMMARY
                ? SUMMARY_TEMPERATURE
                : Temperature.of(properties.temperature(), DEFAULT_TEMPERATURE);
        return answerGenerator
                .generate(prompt(invocation, profile, notebook), temperature, notebook == NotebookSource.FIELD)
                .map(answer -> result(invocation, notebook, answer));
    }

    private static PromptBuilder prompt(ComponentInvocation invocation, ModelProfile profile, NotebookSource notebook) {
        ComponentInput input = invocation.input();
        List<PromptTemplates> rules = new ArrayList<>();
        rules.add(
                switch (invocation.component()) {
                    case REFINE -> PromptTemplates.REFINE;
                    case FEEDBACK -> PromptTemplates.FEEDBACK;
                    case SUMMARY -> PromptTemplates.SUMMARY;
                    default -> PromptTemplates.COMPLETE;
                });
        if (notebook == NotebookSource.FIELD && input.notebooks().size() > 1) {
            rules.add(PromptTemplates.MERGE);
        }
        return new PromptBuilder(
                rules,
                input.task(),
                input.input().stream().map(Query::userQuery).toList(),
                profile.promptStyle() == PromptStyle.MINIMAL
                        ? PreviousOutputContext.plain(input.previousOutputs())
                        : PreviousOutputContext.of(input.previousOutputs()),
                invocation.memory());
    }

    private static ComponentResult result(
            ComponentInvocation invocation, NotebookSource source, GeneratedAnswer answer) {
        String generated =
                switch (source) {
                    case NONE -> null;
                    case FIELD -> answer.notebook();
                    case ANSWER -> answer.immediateResponse();
                };
        String notebookText = invocation.component() == ComponentName.FEEDBACK
                ? Output.NO_UPDATE
                : NotebookPolicy.choose(invocation.input().notebooks(), generated);
        return new ComponentResult(
                answer.immediateResponse(), notebookText, answer.completion(), answer.prompt(), Map.of());
    }
}
