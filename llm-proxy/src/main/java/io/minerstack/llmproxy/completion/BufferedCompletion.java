package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.fallback.AttemptHandler;
import io.minerstack.llmproxy.fallback.FallbackExecutor;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request whose caller wants the whole answer at once. The caller gets nothing before the answer is complete, so
 * any failed attempt can be replaced by another one.
 */
class BufferedCompletion implements AttemptHandler<CompletionResult> {

    private final ValidatedCompletionRequest request;
    private final JsonMapper json;
    private final CompletionMetrics metrics;

    private volatile @Nullable Provider lastAsked;
    private @Nullable PartialAnswer current;
    private @Nullable PartialAnswer longest;
    private @Nullable PartialAnswer withoutContent;

    BufferedCompletion(ValidatedCompletionRequest request, JsonMapper json, CompletionMetrics metrics) {
        this.request = request;
        this.json = json;
        this.metrics = metrics;
    }

    /** The chunks of one attempt so far. */
    private record PartialAnswer(Provider provider, CompletionAssembler assembler) {

        int length() {
            return assembler.textLength();
        }
    }

    /**
     * Sends the request to the providers.
     *
     * @param acceptsPartial whether the longest part of an answer is wanted where no attempt completes
     */
    Mono<CompletionResult> run(
            FallbackExecutor executor, List<Provider> providers, RequestContext context, boolean acceptsPartial) {
        Mono<CompletionResult> complete = executor.execute(providers, request.callerRequest(), context, this)
                .next()
                .timeout(executor.timeLeft(context), Mono.error(DeadlineExceededException::new));
        return (acceptsPartial ? complete.onErrorResume(BufferedCompletion::allowsPartial, this::partial) : complete)
                .onErrorResume(this::withoutContent)
                .doOnNext(result -> metrics.answered(result.provider(), result.usage(), result.partial()))
                .doOnError(metrics::failed)
                .doOnCancel(metrics::cancelled);
    }

    private static boolean allowsPartial(Throwable failure) {
        return failure instanceof DeadlineExceededException
                || (failure instanceof UpstreamException upstream && upstream.kind() != FailureKind.REJECTED);
    }

    @Override
    public Flux<CompletionResult> handle(Provider provider, Flux<Chunk> chunks) {
        lastAsked = provider;
        return Flux.defer(() -> {
            PartialAnswer answer = begin(provider);
            return chunks.doOnNext(answer.assembler()::add).thenMany(Mono.defer(() -> complete(answer)));
        });
    }

    /**
     * An answer without content helps nobody who reads it: another provider is asked. It is sent only if none gives
     * more, because its reasoning may help the caller.
     */
    private Mono<CompletionResult> complete(PartialAnswer answer) {
        if (!answer.assembler().endedWithoutContent(request.offersCalls())) {
            return Mono.fromSupplier(() -> result(answer, false));
        }
        keepWithoutContent(answer);
        return Mono.error(new UpstreamException(FailureKind.INVALID_RESPONSE, "the answer has no content"));
    }

    private synchronized void keepWithoutContent(PartialAnswer answer) {
        PartialAnswer kept = withoutContent;
        if (kept == null
                || answer.assembler().estimatedTokens() > kept.assembler().estimatedTokens()) {
            withoutContent = answer;
        }
        // no part of an answer
        current = answer.equals(current) ? null : current;
    }

    @Override
    public synchronized boolean hasSpareAnswer() {
        return withoutContent != null;
    }

    private synchronized Mono<CompletionResult> withoutContent(Throwable failure) {
        PartialAnswer answer = withoutContent;
        return answer == null ? Mono.error(failure) : Mono.fromSupplier(() -> result(answer, false));
    }

    /** The provider of the last attempt, null before the first one. */
    @Nullable
    Provider lastAsked() {
        return lastAsked;
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    /** The only value of an attempt is its whole answer. */
    @Override
    public boolean mayRace() {
        return true;
    }

    private synchronized PartialAnswer begin(Provider provider) {
        keepLongest();
        PartialAnswer answer = new PartialAnswer(provider, new CompletionAssembler(json, provider.model()));
        current = answer;
        return answer;
    }

    private void keepLongest() {
        PartialAnswer last = current;
        if (last != null && (longest == null || last.length() > longest.length())) {
            longest = last;
        }
    }

    private synchronized Mono<CompletionResult> partial(Throwable failure) {
        keepLongest();
        PartialAnswer answer = longest;
        return answer == null || answer.length() == 0
                ? Mono.error(failure)
                : Mono.fromSupplier(() -> result(answer, true));
    }

    private CompletionResult result(PartialAnswer answer, boolean partial) {
        CompletionAssembler assembler = answer.assembler();
        ObjectNode body = assembler.completion(partial);
        TokenUsage usage =
                TokenUsage.of(assembler.usage(), request::estimatedPromptTokens, assembler.estimatedTokens(), json);
        body.set("usage", usage.json());
        body.put("provider", answer.provider().name());
        if (partial) {
            body.put("partial", true);
        }
        return new CompletionResult(answer.provider(), body, usage, partial);
    }
}
