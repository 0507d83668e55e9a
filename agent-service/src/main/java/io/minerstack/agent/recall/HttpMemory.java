package io.minerstack.agent.recall;

import io.minerstack.agent.peer.MemoryPeer;
import io.minerstack.agent.peer.RetryAfter;
import io.minerstack.agent.peer.RootCause;
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
class HttpMemory implements Memory {

    private final MemoryPeer peer;

    HttpMemory(MemoryPeer peer) {
        this.peer = peer;
    }

    @Override
    public Mono<Recollection> recall(String cid, int messages, boolean playbook) {
        return peer.http()
                .get()
                .uri("/context?cid={cid}&messages={messages}&playbook={playbook}", cid, messages, playbook)
                .retrieve()
                .bodyToMono(Context.class)
                .map(Context::toRecollection)
                .onErrorMap(HttpMemory::unavailable);
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
                .onErrorMap(HttpMemory::unavailable)
                .then();
    }

    @Override
    public Mono<Learned> apply(FeedbackBatch batch) {
        return peer.http()
                .post()
                .uri("/playbook/operations")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(batch)
                .retrieve()
                .bodyToMono(Learned.class)
                .onErrorMap(HttpMemory::unavailable);
    }

    private static Throwable unavailable(Throwable failure) {
        // only kinds and statuses: messages can quote the address, and that holds the cid
        return switch (failure) {
            // the status was good and the body was not: it broke off, or is too large
            case WebClientResponseException broken
            when broken.getCause() != null ->
                new MemoryUnavailable(RootCause.of(broken), broken.getCause() instanceof IOException);
            case WebClientResponseException refused ->
                new MemoryUnavailable(
                        "status " + refused.getStatusCode().value(),
                        refused.getStatusCode().is5xxServerError(),
                        Duration.ofSeconds(RetryAfter.seconds(refused.getHeaders())));
            case WebClientException _ -> new MemoryUnavailable(RootCause.of(failure), true);
            case CodecException _ -> new MemoryUnavailable(RootCause.of(failure), false);
            default -> failure;
        };
    }

    /** The answer of {@code GET /context}. */
    record Context(
            @Nullable List<Remembered> messages, @Nullable Playbook playbook) {

        Recollection toRecollection() {
            return new Recollection(
                    messages == null ? List.of() : messages,
                    playbook == null || playbook.entries() == null ? List.of() : playbook.entries(),
                    playbook == null ? null : playbook.version(),
                    Recollection.State.AVAILABLE);
        }
    }

    /** The playbook's part of it. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Playbook(long version, @Nullable List<Entry> entries) {}
}
