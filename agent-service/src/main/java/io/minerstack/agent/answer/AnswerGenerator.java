package io.minerstack.agent.answer;

import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.completion.CompletionRequest;
import io.minerstack.agent.completion.CompletionRequest.Schema;
import io.minerstack.agent.completion.LanguageModel;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.completion.ModelCallException.Reason;
import io.minerstack.agent.prompt.Prompt;
import io.minerstack.agent.prompt.PromptBudget;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.agent.text.CodePoints;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Gets a usable answer out of the model: one try, more with shorter prompts while they are too long, and one
 * more for plain text where the first reply was empty, if the deadline leaves as much time as the first try took.
 */
@Component
public class AnswerGenerator {

    private static final Schema ANSWER = new Schema(
            "answer",
            Map.of(
                    "type",
                    "object",
                    "properties",
                    // in this order: what is cut off at the end is the notebook, not what the person reads
                    strings("immediate_response", "notebook"),
                    "required",
                    List.of("immediate_response", "notebook"),
                    "additionalProperties",
                    false));
    private static final Duration LEAST_FOR_RETRY = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(AnswerGenerator.class);

    private final LanguageModel model;
    private final PromptBudget budget;
    private final AnswerMetrics metrics;
    private final Clock clock;

    public AnswerGenerator(LanguageModel model, PromptBudget budget, AnswerMetrics metrics, Clock clock) {
        this.model = model;
        this.budget = budget;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Asks for an answer.
     *
     * @param notebook whether a notebook may be written: asks for JSON with both, else for plain text
     */
    public Mono<GeneratedAnswer> write(PromptBuilder draft, double temperature, boolean notebook) {
        return Mono.defer(() -> {
            long started = clock.millis();
            PromptBuilder whole = notebook ? draft.with(PromptTemplates.NOTEBOOK) : draft;
            return fitting(whole, temperature, notebook ? ANSWER : null, null).flatMap(reply -> {
                GeneratedAnswer written = read(reply);
                return written == null
                        ? again(draft, temperature, Duration.ofMillis(clock.millis() - started))
                        : Mono.just(written);
            });
        });
    }

    /** Asks, with ever shorter prompts while they are too long and there is time, and hands out the reply as it came. */
    public Mono<Reply> fitting(
            PromptBuilder draft, double temperature, @Nullable Schema schema, @Nullable Integer seed) {
        return fitting(draft, budget.characters(), temperature, schema, seed);
    }

    private Mono<Reply> fitting(
            PromptBuilder draft, int most, double temperature, @Nullable Schema schema, @Nullable Integer seed) {
        Prompt prompt = draft.within(most);
        return ask(prompt, temperature, schema, seed).onErrorResume(ModelCallException.class, failure -> {
            // the frame of many queries may be longer than what it was to fit in
            int refused =
                    Math.min(most, CodePoints.length(prompt.messages().getLast().content()));
            if (failure.reason() != Reason.TOO_LONG || !budget.canShrink(refused)) {
                return Mono.error(failure);
            }
            int system = CodePoints.length(prompt.messages().getFirst().content());
            int shorter = budget.afterRefusal(refused, system, failure.promptSize());
            return RequestContext.current().flatMap(call -> {
                if (call.deadline().hasPassed(clock)) {
                    return Mono.error(failure);
                }
                metrics.retriedTooLong();
                return fitting(draft, shorter, temperature, schema, seed);
            });
        });
    }

    private Mono<Reply> ask(Prompt prompt, double temperature, @Nullable Schema schema, @Nullable Integer seed) {
        return RequestContext.current()
                .flatMap(call -> model.complete(new CompletionRequest(prompt.messages(), temperature, schema, seed))
                        .doOnError(ModelCallException.class, failure -> tell(call, failure)))
                .map(completion -> new Reply(completion, prompt));
    }

    private Mono<GeneratedAnswer> again(PromptBuilder draft, double temperature, Duration firstTook) {
        return RequestContext.current().flatMap(call -> {
            Supplier<ModelCallException> unusable = () -> unusable(call);
            Duration needed = firstTook.compareTo(LEAST_FOR_RETRY) > 0 ? firstTook : LEAST_FOR_RETRY;
            if (call.deadline().remaining(clock).compareTo(needed) < 0) {
                return Mono.error(unusable);
            }
            metrics.retriedUnusable();
            return fitting(draft.with(PromptTemplates.AGAIN), temperature, null, null)
                    .onErrorMap(DeadlineExceededException.class, late -> unusable(call))
                    .flatMap(reply -> Mono.justOrEmpty(read(reply)))
                    .switchIfEmpty(Mono.error(unusable));
        });
    }

    /** What came with 200 is no answer, and there is no time or sense in one more try. */
    private static ModelCallException unusable(RequestContext call) {
        ModelCallException failure = new ModelCallException(Reason.UNUSABLE, 200);
        tell(call, failure);
        return failure;
    }

    /** Recovered from or not: an operator should see why answers are missing or came another way. */
    private static void tell(RequestContext call, ModelCallException failure) {
        LogContext.with(call, () -> log.atWarn()
                .addKeyValue("kind", failure.reason())
                .addKeyValue("upstream_status", failure.upstreamStatus())
                .addKeyValue("cause", failure.kind())
                .log(
                        "the model failed: {}, llm-proxy's status {} {}",
                        failure.reason(),
                        failure.upstreamStatus(),
                        failure.kind()));
    }

    private @Nullable GeneratedAnswer read(Reply reply) {
        ParsedResponse parsed = ResponseParser.read(reply.completion());
        metrics.read(parsed.rung());
        return parsed.isUsable()
                ? new GeneratedAnswer(parsed.immediateResponse(), parsed.notebook(), reply.completion(), reply.prompt())
                : null;
    }

    private static Map<String, Object> strings(String first, String second) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(first, Map.of("type", "string"));
        properties.put(second, Map.of("type", "string"));
        return Collections.unmodifiableMap(properties);
    }

    /** A reply with what it answers. */
    public record Reply(Completion completion, Prompt prompt) {}
}
