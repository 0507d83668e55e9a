package io.minerstack.agent.sampling;

import io.minerstack.agent.answer.AnswerGenerator;
import io.minerstack.agent.answer.AnswerProperties;
import io.minerstack.agent.answer.CheckedAnswerGenerator;
import io.minerstack.agent.answer.GeneratedAnswer;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.junk.AnsweredRequest;
import io.minerstack.agent.junk.JunkDetector;
import io.minerstack.agent.profile.Temperature;
import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.vote.VoteExecutor;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.exception.Causes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers a question that has one short right answer with the most frequent answer of {@code ANSWER_SAMPLES} samples.
 * The first sample is an answer like any other. The further ones are asked for in parallel, at a higher temperature, if
 * the time to the target is at least that of the first one. Those that are late are left out, so that the vote ends
 * before the target. Where the vote fails, the first sample is sent.
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
        boolean sampled = properties.samples() > 1 && !withNotebook && question.asks(prompt);
        Mono<GeneratedAnswer> first = checked.generate(prompt, temperature, withNotebook);
        return sampled ? sampled(first, prompt, temperature) : first;
    }

    private Mono<GeneratedAnswer> sampled(
            Mono<GeneratedAnswer> firstSample, PromptBuilder prompt, Temperature temperature) {
        return Mono.defer(() -> {
            long started = clock.millis();
            return firstSample.flatMap(first -> {
                Duration took = Duration.ofMillis(clock.millis() - started);
                return question.isAnsweredBy(first.immediateResponse())
                                && !first.completion().isCut()
                        ? further(prompt, temperature, took).flatMap(others -> vote(first, others, prompt))
                        : Mono.just(first);
            });
        });
    }

    /** The further samples that came in time; none where there is no time for them. */
    private Mono<List<Optional<GeneratedAnswer>>> further(
            PromptBuilder prompt, Temperature temperature, Duration firstSample) {
        return RequestContext.current().flatMap(context -> {
            Duration left = context.timeToTarget(clock);
            if (left.compareTo(firstSample) < 0 || left.isZero()) {
                return Mono.just(List.of());
            }
            Deadline target = Deadline.in(left.minus(voteTime(left)), clock);
            Mono<Optional<GeneratedAnswer>> sample = target.bound(
                            generator.generate(prompt, temperature.ofFurtherAnswer(), false), clock)
                    .map(Optional::of)
                    .onErrorResume(ModelCallException::isModelFailure, failure -> Mono.just(Optional.empty()));
            // in the order of the requests, so that equal samples always have the same result
            return Flux.mergeSequential(IntStream.range(1, properties.samples())
                            .mapToObj(number -> sample)
                            .toList())
                    .collectList()
                    .contextWrite(context.withDeadline(target)::into);
        });
    }

    /** The time that is kept for the vote when the samples are late. */
    private static Duration voteTime(Duration left) {
        Duration part = left.dividedBy(4);
        return part.compareTo(MAX_VOTE_TIME) < 0 ? part : MAX_VOTE_TIME;
    }

    private Mono<GeneratedAnswer> vote(
            GeneratedAnswer first, List<Optional<GeneratedAnswer>> others, PromptBuilder prompt) {
        if (others.isEmpty()) {
            return Mono.just(first);
        }
        AnsweredRequest request = AnsweredRequest.of(prompt);
        List<GeneratedAnswer> came = others.stream().flatMap(Optional::stream).toList();
        List<GeneratedAnswer> samples = new ArrayList<>();
        if (!first.isJunk()) {
            samples.add(first);
        }
        came.stream().filter(sample -> isGood(sample, request)).forEach(samples::add);
        int asked = others.size() + 1;
        if (samples.isEmpty()) {
            return Mono.fromSupplier(() -> notVoted(first, asked, came));
        }
        String question = prompt.task() + "\n" + prompt.queries().getFirst();
        return RequestContext.current().flatMap(context -> Deadline.in(context.timeToTarget(clock), clock)
                .bound(executor.run(budget -> SampleVote.of(samples, question, budget)), clock)
                .map(vote -> voted(first, asked, came, samples, vote))
                // the first sample is an answer, whatever becomes of the vote
                .onErrorResume(failure -> {
                    LogContext.with(context, () -> log.atWarn()
                            .addKeyValue("cause", Causes.rootName(failure))
                            .log("vote on samples failed: {}", Causes.rootName(failure)));
                    return Mono.fromSupplier(() -> notVoted(first, asked, came));
                }));
    }

    private GeneratedAnswer voted(
            GeneratedAnswer first,
            int asked,
            List<GeneratedAnswer> came,
            List<GeneratedAnswer> samples,
            SampleVote vote) {
        GeneratedAnswer answer = samples.get(vote.winner());
        metrics.voted(asked, samples.size(), !answer.equals(first), came);
        return withTokensOfAll(answer, first, came)
                .with("samples", Map.of("asked", asked, "counted", samples.size(), "agreeing", vote.agreeing()));
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
