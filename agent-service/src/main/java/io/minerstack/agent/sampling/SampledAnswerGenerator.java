package io.minerstack.agent.sampling;

import io.minerstack.agent.answer.AnswerGenerator;
import io.minerstack.agent.answer.AnswerProperties;
import io.minerstack.agent.answer.CheckedAnswerGenerator;
import io.minerstack.agent.answer.GeneratedAnswer;
import io.minerstack.agent.answer.OptionalWork;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.junk.AnsweredRequest;
import io.minerstack.agent.junk.JunkDetector;
import io.minerstack.agent.profile.Temperature;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.text.WorkBudget;
import io.minerstack.agent.vote.VoteExecutor;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.exception.Causes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers a question that has one short right answer with the most frequent answer of {@code ANSWER_SAMPLES} samples.
 * The first sample is an answer like any other; one with a notebook is sent as it is, because notebooks can't be voted
 * on. The further samples are plain text, asked for in parallel and at a higher temperature. They are optional work:
 * they are asked for only if the time of {@link OptionalWork} that is left is at least that of the first sample. Those
 * that are late are left out, so that the vote ends within that time. Where the vote fails, the first sample is sent.
 */
@Component
public class SampledAnswerGenerator {

    private static final Logger log = LoggerFactory.getLogger(SampledAnswerGenerator.class);
    private static final Duration MAX_VOTE_TIME = Duration.ofMillis(500);

    private final CheckedAnswerGenerator checked;
    private final AnswerGenerator generator;
    private final JunkDetector detector;
    private final AnswerProperties properties;
    private final VoteExecutor executor;
    private final SampleMetrics metrics;
    private final Clock clock;
    // reads a file, so it is made at the start
    private final DiscreteQuestion question = new DiscreteQuestion();

    public SampledAnswerGenerator(
            CheckedAnswerGenerator checked,
            AnswerGenerator generator,
            JunkDetector detector,
            AnswerProperties properties,
            VoteExecutor executor,
            SampleMetrics metrics,
            Clock clock) {
        this.checked = checked;
        this.generator = generator;
        this.detector = detector;
        this.properties = properties;
        this.executor = executor;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** As {@link CheckedAnswerGenerator#generate}. */
    public Mono<GeneratedAnswer> generate(PromptBuilder prompt, Temperature temperature, boolean withNotebook) {
        Mono<GeneratedAnswer> first = checked.generate(prompt, temperature, withNotebook);
        return properties.samples() > 1 && question.asks(prompt) ? sampled(first, prompt, temperature) : first;
    }

    private Mono<GeneratedAnswer> sampled(
            Mono<GeneratedAnswer> firstSample, PromptBuilder prompt, Temperature temperature) {
        return Mono.defer(() -> {
            Instant started = clock.instant();
            return firstSample.flatMap(first -> isComparable(first)
                    ? withFurther(first, Duration.between(started, first.since()), prompt, temperature)
                    : Mono.just(first));
        });
    }

    private boolean isComparable(GeneratedAnswer first) {
        return first.notebook() == null
                && !first.completion().isCut()
                && question.isAnsweredBy(first.immediateResponse());
    }

    /**
     * The vote of the first sample and further ones; the first sample where there is no time for others.
     *
     * @param took time of the first sample
     */
    private Mono<GeneratedAnswer> withFurther(
            GeneratedAnswer first, Duration took, PromptBuilder prompt, Temperature temperature) {
        return RequestContext.current().flatMap(context -> {
            Duration left = OptionalWork.timeLeft(first.since(), context, clock);
            if (left.compareTo(took) < 0 || left.isZero()) {
                return Mono.just(first);
            }
            Deadline limit = Deadline.in(left, clock);
            return further(prompt, temperature, context, limit.minus(voteTime(left)))
                    .flatMap(others -> vote(first, others, prompt, context, limit));
        });
    }

    /** The further samples that came in time. */
    private Mono<List<Optional<GeneratedAnswer>>> further(
            PromptBuilder prompt, Temperature temperature, RequestContext context, Deadline limit) {
        Mono<Optional<GeneratedAnswer>> sample = limit.bound(
                        generator.generate(prompt, temperature.ofFurtherAnswer(), false), clock)
                .map(Optional::of)
                .onErrorResume(ModelCallException::isModelFailure, failure -> Mono.just(Optional.empty()));
        // in the order of the requests, so that equal samples always have the same result
        return Flux.mergeSequential(IntStream.range(1, properties.samples())
                        .mapToObj(number -> sample)
                        .toList())
                .collectList()
                .contextWrite(context.withDeadline(limit)::into);
    }

    /** The time that is kept for the vote when the samples are late. */
    private static Duration voteTime(Duration left) {
        Duration part = left.dividedBy(4);
        return part.compareTo(MAX_VOTE_TIME) < 0 ? part : MAX_VOTE_TIME;
    }

    private Mono<GeneratedAnswer> vote(
            GeneratedAnswer first,
            List<Optional<GeneratedAnswer>> others,
            PromptBuilder prompt,
            RequestContext context,
            Deadline limit) {
        List<GeneratedAnswer> came = others.stream().flatMap(Optional::stream).toList();
        int asked = others.size() + 1;
        return limit.bound(executor.run(budget -> counted(first, came, prompt, budget)), clock)
                .map(counted -> voted(first, asked, came, counted))
                // the first sample is an answer, whatever becomes of the vote
                .onErrorResume(failure -> {
                    LogContext.with(context, () -> log.atWarn()
                            .addKeyValue("cause", Causes.inWords(failure))
                            .log("vote on samples failed: {}", Causes.inWords(failure)));
                    return Mono.fromSupplier(() -> notVoted(first, asked, came));
                });
    }

    private CountedSamples counted(
            GeneratedAnswer first, List<GeneratedAnswer> came, PromptBuilder prompt, WorkBudget budget) {
        AnsweredRequest request = AnsweredRequest.of(prompt);
        List<GeneratedAnswer> good = new ArrayList<>();
        if (!first.isJunk()) {
            good.add(first);
        }
        came.stream().filter(sample -> isGood(sample, request)).forEach(good::add);
        String question = prompt.task() + "\n" + prompt.queries().getFirst();
        return new CountedSamples(good, good.isEmpty() ? null : SampleVote.of(good, question, budget));
    }

    /**
     * The samples that are no junk, and their vote.
     *
     * @param vote null where all samples are junk
     */
    private record CountedSamples(
            List<GeneratedAnswer> good, @Nullable SampleVote vote) {}

    private GeneratedAnswer voted(
            GeneratedAnswer first, int asked, List<GeneratedAnswer> came, CountedSamples counted) {
        SampleVote vote = counted.vote();
        if (vote == null) {
            return notVoted(first, asked, came);
        }
        List<GeneratedAnswer> good = counted.good();
        GeneratedAnswer answer = good.get(vote.winner());
        metrics.voted(asked, good.size(), !answer.equals(first), came);
        return withTokensOfAll(answer, first, came)
                .with("samples", Map.of("asked", asked, "counted", good.size(), "agreeing", vote.agreeing()));
    }

    private GeneratedAnswer notVoted(GeneratedAnswer first, int asked, List<GeneratedAnswer> came) {
        metrics.notVoted(asked, came);
        return withTokensOfAll(first, first, came);
    }

    private static GeneratedAnswer withTokensOfAll(
            GeneratedAnswer answer, GeneratedAnswer first, List<GeneratedAnswer> further) {
        List<GeneratedAnswer> all = new ArrayList<>(further);
        all.add(first);
        GeneratedAnswer sum = answer;
        boolean own = false;
        for (GeneratedAnswer sample : all) {
            // two samples may be equal
            if (!own && sample.equals(answer)) {
                own = true;
            } else {
                sum = sum.withTokensOf(sample);
            }
        }
        return sum;
    }

    private boolean isGood(GeneratedAnswer sample, AnsweredRequest request) {
        return !sample.completion().isCut() && detector.check(sample.immediateResponse(), false, request) == null;
    }
}
