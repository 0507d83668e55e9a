package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.failure.UpstreamException;
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
 * One request that wants its answer in one piece. The caller sees nothing before it is whole, so that a broken attempt can be
 * replaced by another unseen; a caller that says so gets the longest piece when the time is up.
 */
class BufferedCompletion implements FallbackExecutor.Attempts<CompletionResult> {

    private final ChatCompletionRequest request;
    private final JsonMapper json;
    private final CompletionMetrics meter;

    private @Nullable Piece current;
    private @Nullable Piece longest;

    BufferedCompletion(ChatCompletionRequest request, JsonMapper json, CompletionMetrics meter) {
        this.request = request;
        this.json = json;
        this.meter = meter;
    }

    private record Piece(Provider provider, CompletionAssembler assembly) {}

    /**
     * Asks the providers.
     *
     * @param acceptsPart whether a part is better than nothing
     */
    Mono<CompletionResult> ask(FallbackExecutor route, List<Provider> providers, RequestContext call, boolean acceptsPart) {
        Mono<CompletionResult> whole = route.take(providers, request.body(), call, this)
                .next()
                .timeout(route.budget(call), Mono.error(DeadlineExceededException::new));
        // counted here and nowhere else: what a broken attempt came to is not known before
        return (acceptsPart ? whole.onErrorResume(BufferedCompletion::leavesAPart, this::part) : whole)
                .doOnNext(answer -> meter.answered(answer.provider(), answer.usage(), answer.part()))
                .doOnError(meter::failed)
                .doOnCancel(meter::cancelled);
    }

    private static boolean leavesAPart(Throwable failure) {
        return failure instanceof DeadlineExceededException
                || (failure instanceof UpstreamException upstream && upstream.kind() != UpstreamException.Kind.REFUSED);
    }

    @Override
    public Flux<CompletionResult> from(Provider provider, Flux<Chunk> chunks) {
        return Flux.defer(() -> {
            Piece piece = begin(provider);
            return chunks.doOnNext(piece.assembly()::add).thenMany(Mono.fromSupplier(() -> finish(piece, false)));
        });
    }

    @Override
    public boolean committed() {
        return false;
    }

    private synchronized Piece begin(Provider provider) {
        keepLongest();
        Piece piece = new Piece(provider, new CompletionAssembler(json));
        current = piece;
        return piece;
    }

    private void keepLongest() {
        Piece now = current;
        if (now != null
                && (longest == null
                        || now.assembly().textLength() > longest.assembly().textLength())) {
            longest = now;
        }
    }

    private synchronized Mono<CompletionResult> part(Throwable failure) {
        keepLongest();
        Piece piece = longest;
        return piece == null || piece.assembly().textLength() == 0
                ? Mono.error(failure)
                : Mono.fromSupplier(() -> finish(piece, true));
    }

    private CompletionResult finish(Piece piece, boolean cut) {
        CompletionAssembler assembly = piece.assembly();
        ObjectNode body = assembly.completion(cut);
        TokenUsage usage = TokenUsage.of(assembly.usage(), request::estimatedPromptTokens, assembly.estimatedTokens(), json);
        body.set("usage", usage.json());
        body.put("provider", piece.provider().name());
        if (cut) {
            body.put("partial", true);
        }
        return new CompletionResult(piece.provider(), body, usage, cut);
    }
}
