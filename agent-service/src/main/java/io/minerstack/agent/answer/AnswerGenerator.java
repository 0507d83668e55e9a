package io.minerstack.agent.answer;

import io.minerstack.agent.completion.CompletionRequest.Schema;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.completion.ModelCallException.Reason;
import io.minerstack.agent.parsing.ParsedResponse;
import io.minerstack.agent.parsing.ResponseParser;
import io.minerstack.agent.profile.Temperature;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptDelimiter;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.agent.stage.Stage;
import io.minerstack.agent.stage.StageTimes;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Gets a usable answer from the model. After an unusable reply the model is asked once more, for plain text, if the
 * time left is at least {@code max(time of the first call, 2 s)}.
 */
@Component
public class AnswerGenerator {

    private static final Schema ANSWER = new Schema("answer", schema());
    private static final Duration MIN_RETRY_TIME = Duration.ofSeconds(2);

    private final ModelCaller model;
    private final AnswerMetrics metrics;
    private final Clock clock;

    public AnswerGenerator(ModelCaller model, AnswerMetrics metrics, Clock clock) {
        this.model = model;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * The model's answer to a prompt. Fails with a {@link ModelCallException} or a {@link DeadlineExceededException}.
     *
     * @param temperature sampling temperature, where the model has no default of its own
     * @param withNotebook whether the model may write a notebook: asks for JSON with both texts, else for plain text
     */
    public Mono<GeneratedAnswer> generate(PromptBuilder prompt, Temperature temperature, boolean withNotebook) {
        return Mono.deferContextual(context -> {
            StageTimes times = StageTimes.of(context);
            long started = clock.millis();
            PromptBuilder first = withNotebook ? prompt.withInstruction(PromptTemplates.NOTEBOOK) : prompt;
            return model.call(first, temperature, withNotebook ? ANSWER : null, null)
                    .flatMap(reply -> {
                        GeneratedAnswer answer = parse(reply, times);
                        return answer == null
                                ? retry(prompt, temperature, Duration.ofMillis(clock.millis() - started), times)
                                : Mono.just(answer);
                    });
        });
    }

    private Mono<GeneratedAnswer> retry(
            PromptBuilder prompt, Temperature temperature, Duration firstCall, @Nullable StageTimes times) {
        return RequestContext.current().flatMap(context -> {
            Supplier<ModelCallException> unusable = () -> unusable(context);
            Duration needed = firstCall.compareTo(MIN_RETRY_TIME) > 0 ? firstCall : MIN_RETRY_TIME;
            if (context.deadline().remaining(clock).compareTo(needed) < 0) {
                return Mono.error(unusable);
            }
            metrics.retriedUnusable();
            return model.call(prompt.withInstruction(PromptTemplates.PLAIN_TEXT_ONLY), temperature, null, null)
                    .onErrorMap(DeadlineExceededException.class, late -> unusable(context))
                    .flatMap(reply -> Mono.justOrEmpty(parse(reply, times)))
                    .switchIfEmpty(Mono.error(unusable));
        });
    }

    private static ModelCallException unusable(RequestContext context) {
        ModelCallException failure = new ModelCallException(Reason.UNUSABLE, 200);
        ModelCaller.logFailure(context, failure);
        return failure;
    }

    private @Nullable GeneratedAnswer parse(ModelReply reply, @Nullable StageTimes times) {
        ParsedResponse parsed = StageTimes.measure(times, Stage.PARSE, () -> ResponseParser.parse(reply.completion()));
        metrics.parsed(parsed.strategy());
        if (!parsed.isUsable()) {
            return null;
        }
        String notebook = parsed.notebook();
        return new GeneratedAnswer(
                PromptDelimiter.restore(parsed.immediateResponse()),
                notebook == null ? null : PromptDelimiter.restore(notebook),
                parsed.notebookCut(),
                parsed.isCut() ? reply.completion().cutOff() : reply.completion(),
                reply.prompt(),
                Map.of(),
                clock.instant());
    }

    private static Map<String, Object> schema() {
        Map<String, Object> string = Map.of("type", "string");
        // the response comes first: a reply that is cut off then loses the end of the notebook, not the response
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("immediate_response", string);
        properties.put("notebook", string);
        return Map.of(
                "type",
                "object",
                "properties",
                Collections.unmodifiableMap(properties),
                "required",
                List.copyOf(properties.keySet()),
                "additionalProperties",
                false);
    }
}
