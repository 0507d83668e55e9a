package io.minerstack.agent.answer;

import io.minerstack.agent.answer.JunkMetrics.Outcome;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.junk.AnsweredRequest;
import io.minerstack.agent.junk.JunkCheckExecutor;
import io.minerstack.agent.junk.JunkDetector;
import io.minerstack.agent.junk.JunkReason;
import io.minerstack.agent.profile.Temperature;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Gets an answer that is no junk. A junk answer is asked for once more with another instruction. If that gives nothing
 * better, the best part of the first answer is sent, and {@code metadata.junk} has the reason.
 *
 * <p>A junk answer is sent where nothing better comes, so it is an answer that is there: the second attempt is optional
 * work and takes {@code min(5 s, time to the target)} at most. A reply that can't be sent at all is the business of
 * {@link AnswerGenerator}, which only the deadline limits.
 */
@Component
public class CheckedAnswerGenerator {

    private static final Duration MIN_RETRY_TIME = Duration.ofSeconds(2);
    // an answer that ran to its output limit took several times as long as others
    private static final int CUT_ANSWER_FACTOR = 4;

    private final AnswerGenerator generator;
    private final JunkDetector detector;
    private final JunkCheckExecutor executor;
    private final AnswerProperties properties;
    private final JunkMetrics metrics;
    private final Clock clock;

    public CheckedAnswerGenerator(
            AnswerGenerator generator,
            JunkDetector detector,
            JunkCheckExecutor executor,
            AnswerProperties properties,
            JunkMetrics metrics,
            Clock clock) {
        this.generator = generator;
        this.detector = detector;
        this.executor = executor;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** As {@link AnswerGenerator#generate}. */
    public Mono<GeneratedAnswer> generate(PromptBuilder prompt, Temperature temperature, boolean withNotebook) {
        return Mono.defer(() -> {
            long started = clock.millis();
            return generator.generate(prompt, temperature, withNotebook).flatMap(answer -> {
                long firstMillis = clock.millis() - started;
                return judged(answer, prompt).flatMap(first -> {
                    JunkReason junk = first.junk();
                    return junk == null
                            ? Mono.just(answer)
                            : again(prompt, temperature, withNotebook, first, junk, firstMillis)
                                    .flatMap(second -> judged(second, prompt))
                                    .map(second -> better(first, junk, second))
                                    .switchIfEmpty(Mono.fromSupplier(() -> bestPart(first, junk)));
                });
            });
        });
    }

    private Mono<JudgedAnswer> judged(GeneratedAnswer answer, PromptBuilder prompt) {
        return executor.run(
                length(answer, prompt),
                () -> JudgedAnswer.of(answer, detector, AnsweredRequest.of(prompt)),
                JudgedAnswer.unjudged(answer));
    }

    private static int length(GeneratedAnswer answer, PromptBuilder prompt) {
        String notebook = answer.notebook();
        return answer.immediateResponse().length()
                + (notebook == null ? 0 : notebook.length())
                + prompt.queries().stream().mapToInt(String::length).sum();
    }

    /** The second answer; empty if there is none. */
    private Mono<GeneratedAnswer> again(
            PromptBuilder prompt,
            Temperature temperature,
            boolean withNotebook,
            JudgedAnswer first,
            JunkReason junk,
            long firstMillis) {
        return RequestContext.current().flatMap(context -> {
            boolean cut = first.answer().completion().isCut();
            Duration needed = Duration.ofMillis(cut ? firstMillis / CUT_ANSWER_FACTOR : firstMillis);
            Duration left = OptionalWork.time(OptionalWork.LONGEST, context, clock);
            // a partial answer was cut at the deadline
            if (!properties.junkRetry()
                    || first.answer().completion().partial()
                    || left.compareTo(needed) < 0
                    || left.compareTo(MIN_RETRY_TIME) < 0) {
                return Mono.empty();
            }
            Deadline limit = Deadline.in(left, clock);
            Mono<GeneratedAnswer> second = generator.generate(
                    prompt.withInstruction(instruction(junk)), temperature(junk, temperature), withNotebook);
            return limit.bound(second, clock)
                    .contextWrite(context.withDeadline(limit)::into)
                    .onErrorResume(ModelCallException::isModelFailure, failure -> Mono.empty());
        });
    }

    private GeneratedAnswer better(JudgedAnswer first, JunkReason junk, JudgedAnswer second) {
        // a document is worth more than what is said about it
        if (first.hasUsableDocument() && !second.hasGoodDocument()) {
            return bestPart(first, junk).withTokensOf(second.answer());
        }
        JunkReason secondJunk = second.junk();
        if (secondJunk == null) {
            metrics.count(junk, Outcome.REPLACED);
            return second.answer().inPlaceOf(first.answer());
        }
        boolean secondIsBetter = !first.isUsable() && second.isUsable();
        return secondIsBetter
                ? bestPart(second, secondJunk).inPlaceOf(first.answer())
                : bestPart(first, junk).withTokensOf(second.answer());
    }

    private GeneratedAnswer bestPart(JudgedAnswer judged, JunkReason junk) {
        metrics.count(junk, judged.outcome());
        return judged.bestPart(junk);
    }

    /** What was right but too long or in another language is not asked for at random. */
    private static Temperature temperature(JunkReason junk, Temperature first) {
        return switch (junk) {
            case CUT_OFF, WRONG_LANGUAGE -> first;
            case REPETITION, ECHO, NON_ANSWER, EMPTY_PRAISE -> first.ofFurtherAnswer();
        };
    }

    private static PromptTemplates instruction(JunkReason junk) {
        return switch (junk) {
            case REPETITION -> PromptTemplates.NO_REPETITION;
            case ECHO -> PromptTemplates.NO_ECHO;
            case NON_ANSWER -> PromptTemplates.ANSWER_NOW;
            case EMPTY_PRAISE -> PromptTemplates.CONCRETE_REVIEW;
            case WRONG_LANGUAGE -> PromptTemplates.LANGUAGE_OF_REQUEST;
            case CUT_OFF -> PromptTemplates.BRIEF;
        };
    }
}
