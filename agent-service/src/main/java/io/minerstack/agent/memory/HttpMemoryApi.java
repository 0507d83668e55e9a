package io.minerstack.agent.memory;

import io.minerstack.agent.client.MemoryServiceWebClient;
import io.minerstack.agent.client.RetryAfter;
import io.minerstack.agent.client.RootCause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.CodecException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** memory-service over HTTP; decides nothing. */
@Component
class HttpMemoryApi implements MemoryApi {

    private final MemoryServiceWebClient peer;

    HttpMemoryApi(MemoryServiceWebClient peer) {
        this.peer = peer;
    }

    @Override
    public Mono<MemoryContext> recall(String cid, int messages, boolean playbook) {
        return peer.http()
                .get()
                .uri("/context?cid={cid}&messages={messages}&playbook={playbook}", cid, messages, playbook)
                .retrieve()
                .bodyToMono(Context.class)
                .map(Context::toRecollection)
                .onErrorMap(HttpMemoryApi::unavailable);
    }

    @Override
    public Mono<Void> remember(Turn turn) {
        return peer.http()
                .post()
                .uri("/turns")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(turn)
                .retrieve()
                .toBodilessEntity()
                .onErrorMap(HttpMemoryApi::unavailable)
                .then();
    }

    @Override
    public Mono<FeedbackResult> apply(FeedbackSubmission batch) {
        return peer.http()
                .post()
                .uri("/playbook/operations")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(batch)
                .retrieve()
                .bodyToMono(FeedbackResult.class)
                .onErrorMap(HttpMemoryApi::unavailable);
    }

    private static Throwable unavailable(Throwable failure) {
        // only kinds and statuses: messages can quote the address, and that holds the cid
        return switch (failure) {
            // the status was good and the body was not: it broke off, or is too large
            case WebClientResponseException broken
            when broken.getCause() != null ->
                new MemoryUnavailableException(RootCause.of(broken), broken.getCause() instanceof IOException);
            case WebClientResponseException refused ->
                new MemoryUnavailableException(
                        "status " + refused.getStatusCode().value(),
                        refused.getStatusCode().is5xxServerError(),
                        Duration.ofSeconds(RetryAfter.seconds(refused.getHeaders())));
            case WebClientException _ -> new MemoryUnavailableException(RootCause.of(failure), true);
            case CodecException _ -> new MemoryUnavailableException(RootCause.of(failure), false);
            default -> failure;
        };
    }

    /** The answer of {@code GET /context}. */
    record Context(
            @Nullable List<HistoryMessage> messages,
            @Nullable Playbook playbook) {

        MemoryContext toRecollection() {
            return new MemoryContext(
                    messages == null ? List.of() : messages,
                    playbook == null || playbook.entries() == null ? List.of() : playbook.entries(),
                    playbook == null ? null : playbook.version(),
                    MemoryContext.State.AVAILABLE);
        }
    }

    /** The playbook's part of it. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Playbook(long version, @Nullable List<PlaybookEntry> entries) {}
}
