package io.minerstack.agent.textcomponent;

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
import io.minerstack.agent.prompt.PromptContext;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.agent.prompt.QuestionExamples;
import io.minerstack.agent.sampling.SampledAnswerGenerator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers complete, refine, feedback and summary: each has its own prompt, and the model's text is the answer. */
@Component
class TextComponentHandler implements ComponentHandler {

    private static final String NOTHING_TO_SUMMARIZE = "No previous outputs to summarize.";
    private static final double DEFAULT_TEMPERATURE = 0.7;
    private static final double DEFAULT_SUMMARY_TEMPERATURE = 0.5;

    private final SampledAnswerGenerator answerGenerator;
    private final ModelCallProperties properties;
    private final ModelProfiles profiles;
    private final NotebookEligibility eligibility;
    private final SentenceCorrector corrector;

    TextComponentHandler(
            SampledAnswerGenerator answerGenerator,
            ModelCallProperties properties,
            ModelProfiles profiles,
            NotebookEligibility eligibility,
            SentenceCorrector corrector) {
        this.answerGenerator = answerGenerator;
        this.properties = properties;
        this.profiles = profiles;
        this.eligibility = eligibility;
        this.corrector = corrector;
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
        boolean isSmall = profile.promptStyle() == PromptStyle.MINIMAL;
        String calculated = isSmall && component == ComponentName.COMPLETE ? calculated(input) : null;
        if (calculated != null) {
            return Mono.just(ComponentResult.withoutModel(calculated, NotebookPolicy.choose(input.notebooks(), null)));
        }
        NotebookSource notebook = eligibility.source(component, input, profile);
        Temperature temperature = Temperature.of(
                properties.temperature(),
                component == ComponentName.SUMMARY ? DEFAULT_SUMMARY_TEMPERATURE : DEFAULT_TEMPERATURE);
        Mono<GeneratedAnswer> answer = answerGenerator.generate(
                prompt(invocation, profile, notebook), temperature, notebook == NotebookSource.FIELD);
        return (isSmall ? forSmallModel(invocation, temperature, answer) : answer)
                .map(generated -> result(invocation, notebook, generated));
    }

    /** The result of a request that is nothing but a calculation; null for others. */
    private static @Nullable String calculated(ComponentInput input) {
        return input.input().size() == 1
                ? PlainCalculation.answer(input.task(), input.input().getFirst().userQuery())
                : null;
    }

    /**
     * The answer of a small model, in a way that it is better at than at the whole work.
     *
     * @param whole asks the model to do the whole work at once
     */
    private Mono<GeneratedAnswer> forSmallModel(
            ComponentInvocation invocation, Temperature temperature, Mono<GeneratedAnswer> whole) {
        ComponentInput input = invocation.input();
        List<String> texts = PreviousOutputContext.plain(input.previousOutputs()).stream()
                .map(PromptContext::text)
                .toList();
        return switch (invocation.component()) {
            case REFINE -> corrector.correct(input, texts, temperature, whole);
            case SUMMARY ->
                ExtractiveSummary.serves(input)
                        ? whole.map(summary -> ExtractiveSummary.of(texts).inPlaceOf(summary))
                        : whole;
            default -> whole;
        };
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
        List<String> queries = input.input().stream().map(Query::userQuery).toList();
        PromptBuilder prompt = new PromptBuilder(
                rules,
                input.task(),
                queries,
                profile.promptStyle() == PromptStyle.MINIMAL
                        ? PreviousOutputContext.plain(input.previousOutputs())
                        : PreviousOutputContext.of(input.previousOutputs()),
                invocation.memory());
        return notebook == NotebookSource.NONE
                ? prompt.withExamples(QuestionExamples.of(input.task(), queries))
                : prompt;
    }

    private static ComponentResult result(
            ComponentInvocation invocation, NotebookSource source, GeneratedAnswer answer) {
        String generated =
                switch (source) {
                    case NONE -> null;
                    // a document that is whole is worth more than the beginning of its new form
                    case FIELD ->
                        answer.notebookCut() && !invocation.input().notebooks().isEmpty() ? null : answer.notebook();
                    case ANSWER -> answer.immediateResponse();
                };
        String notebookText = invocation.component() == ComponentName.FEEDBACK
                ? Output.NO_UPDATE
                : NotebookPolicy.choose(invocation.input().notebooks(), generated);
        return new ComponentResult(
                answer.immediateResponse(), notebookText, answer.completion(), answer.prompt(), answer.metadata());
    }
}
