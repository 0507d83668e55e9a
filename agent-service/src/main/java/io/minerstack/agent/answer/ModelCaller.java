package io.minerstack.agent.answer;

import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.completion.CompletionRequest;
import io.minerstack.agent.completion.CompletionRequest.Schema;
import io.minerstack.agent.completion.LanguageModel;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.completion.ModelCallException.Reason;
import io.minerstack.agent.profile.ModelProfile;
import io.minerstack.agent.profile.ModelProfiles;
import io.minerstack.agent.profile.Temperature;
import io.minerstack.agent.prompt.Prompt;
import io.minerstack.agent.prompt.PromptBudget;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.stage.Stage;
import io.minerstack.agent.stage.StageTimes;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.text.CodePoints;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Calls the model, and again with a shorter prompt each time the model refuses the prompt as too long. */
@Component
public class ModelCaller {

    private static final Logger log = LoggerFactory.getLogger(ModelCaller.class);

    private final LanguageModel model;
    private final PromptBudget budget;
    private final ModelProfiles profiles;
    private final AnswerMetrics metrics;
    private final Clock clock;

    public ModelCaller(
            LanguageModel model, PromptBudget budget, ModelProfiles profiles, AnswerMetrics metrics, Clock clock) {
        this.model = model;
        this.budget = budget;
        this.profiles = profiles;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * The model's reply as it came. Fails with a {@link ModelCallException}, or with
     * {@link io.minerstack.servicesupport.context.DeadlineExceededException} where no reply came in time.
     *
     * @param temperature sampling temperature, where the model has no default of its own
     * @param schema JSON schema of the reply; null for plain text
     * @param seed makes replies repeatable where the provider can; null for none
     */
    public Mono<ModelReply> call(
            PromptBuilder prompt, Temperature temperature, @Nullable Schema schema, @Nullable Integer seed) {
        ModelProfile profile = profiles.current();
        return callWithin(budget.maxCharacters(), prompt, profile, profile.temperature(temperature), schema, seed);
    }

    private Mono<ModelReply> callWithin(
            int maxCharacters,
            PromptBuilder builder,
            ModelProfile profile,
            double temperature,
            @Nullable Schema schema,
            @Nullable Integer seed) {
        Prompt prompt = builder.build(maxCharacters, profile);
        return callOnce(new CompletionRequest(prompt.messages(), temperature, schema, seed))
                .map(completion -> new ModelReply(completion, prompt))
                .onErrorResume(ModelCallException.class, failure -> {
                    int next = nextLength(prompt, maxCharacters, failure);
                    if (next == 0) {
                        return Mono.error(failure);
                    }
                    return RequestContext.current().flatMap(context -> {
                        if (context.deadline().hasPassed(clock)) {
                            return Mono.error(failure);
                        }
                        metrics.retriedTooLong();
                        return callWithin(next, builder, profile, temperature, schema, seed);
                    });
                });
    }

    /** The length limit of the next prompt in code points; 0 where a shorter prompt would not help. */
    private int nextLength(Prompt prompt, int maxCharacters, ModelCallException failure) {
        // the labels of many queries can be longer than the limit itself
        int refused = Math.min(maxCharacters, prompt.length());
        if (failure.reason() != Reason.TOO_LONG || !budget.canShrink(refused)) {
            return 0;
        }
        int system = CodePoints.length(prompt.systemMessage());
        return budget.afterRefusal(refused, system, failure.promptTooLong());
    }

    private Mono<Completion> callOnce(CompletionRequest request) {
        return RequestContext.current().flatMap(context -> StageTimes.measure(Stage.MODEL, model.complete(request))
                .doOnError(ModelCallException.class, failure -> logFailure(context, failure)));
    }

    /** One line per failure, also where a retry helps: operators need to see why answers are missing or slow. */
    static void logFailure(RequestContext context, ModelCallException failure) {
        // the audit log has the refusals of budgets, which are no fault
        Level level = failure.reason() == Reason.OVER_BUDGET ? Level.INFO : Level.WARN;
        LogContext.with(context, () -> log.atLevel(level)
                .addKeyValue("kind", failure.reason())
                .addKeyValue("upstream_status", failure.upstreamStatus())
                .addKeyValue("cause", cause(failure))
                .log(
                        "model call failed: {}, llm-proxy status {}{}",
                        failure.reason(),
                        failure.upstreamStatus(),
                        cause(failure).isEmpty() ? "" : ", " + cause(failure)));
    }

    /** The cause in words, or what llm-proxy says of a budget; empty where the status says it all. */
    private static String cause(ModelCallException failure) {
        return failure.causeWords().isEmpty() ? failure.budgetRefusal().detail() : failure.causeWords();
    }
}
