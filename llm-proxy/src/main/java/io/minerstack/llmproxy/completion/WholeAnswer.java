package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.route.Route;
import io.minerstack.llmproxy.upstream.Chunk;
import io.minerstack.llmproxy.upstream.Provider;
import io.minerstack.llmproxy.upstream.UpstreamFailure;
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
class WholeAnswer implements Route.Attempts<Answer> {

    private final ChatRequest request;
    private final JsonMapper json;
    private final AnswerMeter meter;

    private @Nullable Piece current;
    private @Nullable Piece longest;

    WholeAnswer(ChatRequest request, JsonMapper json, AnswerMeter meter) {
        this.request = request;
        this.json = json;
        this.meter = meter;
    }

    private record Piece(Provider provider, Assembly assembly) {}

    /**
     * Asks the providers.
     *
     * @param acceptsPart whether a part is better than nothing
     */
    Mono<Answer> ask(Route route, List<Provider> providers, RequestContext call, boolean acceptsPart) {
        Mono<Answer> whole = route.take(providers, request.body(), call, this)
                .next()
                .timeout(route.budget(call), Mono.error(DeadlineExceededException::new));
        // counted here and nowhere else: what a broken attempt came to is not known before
        return (acceptsPart ? whole.onErrorResume(WholeAnswer::leavesAPart, this::part) : whole)
                .doOnNext(answer -> meter.answered(answer.provider(), answer.usage(), answer.part()))
                .doOnError(meter::failed)
                .doOnCancel(meter::cancelled);
    }

    private static boolean leavesAPart(Throwable failure) {
        return failure instanceof DeadlineExceededException
                || (failure instanceof UpstreamFailure upstream && upstream.kind() != UpstreamFailure.Kind.REFUSED);
    }

    @Override
    public Flux<Answer> from(Provider provider, Flux<Chunk> chunks) {
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
        Piece piece = new Piece(provider, new Assembly(json));
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

    private synchronized Mono<Answer> part(Throwable failure) {
        keepLongest();
        Piece piece = longest;
        return piece == null || piece.assembly().textLength() == 0
                ? Mono.error(failure)
                : Mono.fromSupplier(() -> finish(piece, true));
    }

    private Answer finish(Piece piece, boolean cut) {
        Assembly assembly = piece.assembly();
        ObjectNode body = assembly.completion(cut);
        Usage usage = Usage.of(assembly.usage(), request::estimatedPromptTokens, assembly.estimatedTokens(), json);
        body.set("usage", usage.json());
        body.put("provider", piece.provider().name());
        if (cut) {
            body.put("partial", true);
        }
        return new Answer(piece.provider(), body, usage, cut);
    }
}
