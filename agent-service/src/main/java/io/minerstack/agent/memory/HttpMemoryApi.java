package io.minerstack.agent.memory;

import io.minerstack.agent.client.MemoryServiceWebClient;
import io.minerstack.servicesupport.client.RetryAfter;
import io.minerstack.servicesupport.exception.Causes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.CodecException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Calls memory-service over HTTP. */
@Component
class HttpMemoryApi implements MemoryApi {

    private final MemoryServiceWebClient memoryService;

    HttpMemoryApi(MemoryServiceWebClient memoryService) {
        this.memoryService = memoryService;
    }

    @Override
    public Mono<MemoryContext> readContext(String cid, int messages, boolean playbook) {
        return memoryService
                .http()
                .get()
                .uri("/context?cid={cid}&messages={messages}&playbook={playbook}", cid, messages, playbook)
                .retrieve()
                .bodyToMono(Context.class)
                .map(Context::toMemoryContext)
                .onErrorMap(HttpMemoryApi::unavailable);
    }

    @Override
    public Mono<Void> storeTurn(Turn turn) {
        return memoryService
                .http()
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
    public Mono<FeedbackResult> submitFeedback(FeedbackSubmission submission) {
        return memoryService
                .http()
                .post()
                .uri("/playbook/operations")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(submission)
                .retrieve()
                .bodyToMono(FeedbackResult.class)
                .onErrorMap(HttpMemoryApi::unavailable);
    }

    private static Throwable unavailable(Throwable failure) {
        // words for the cause and statuses only: a message can quote the address, which holds the cid
        return switch (failure) {
            // the status was 2xx, but the body was cut off or is too large
            case WebClientResponseException broken
            when broken.getCause() != null ->
                new MemoryUnavailableException(Causes.inWords(broken), broken.getCause() instanceof IOException);
            case WebClientResponseException refused ->
                new MemoryUnavailableException(
                        "status " + refused.getStatusCode().value(),
                        refused.getStatusCode().is5xxServerError(),
                        retryAfter(refused));
            case WebClientException _ -> new MemoryUnavailableException(Causes.inWords(failure), true);
            case CodecException _ -> new MemoryUnavailableException(Causes.inWords(failure), false);
            default -> failure;
        };
    }

    private static Duration retryAfter(WebClientResponseException refused) {
        Duration wait = RetryAfter.parseSeconds(refused.getHeaders().getFirst(HttpHeaders.RETRY_AFTER));
        return wait == null ? Duration.ZERO : wait;
    }

    /** The body of {@code GET /context}. */
    record Context(
            @Nullable List<HistoryMessage> messages,
            @Nullable Playbook playbook) {

        MemoryContext toMemoryContext() {
            return new MemoryContext(
                    messages == null ? List.of() : messages,
                    playbook == null || playbook.entries() == null ? List.of() : playbook.entries(),
                    playbook == null ? null : playbook.version(),
                    MemoryContext.State.AVAILABLE);
        }
    }

    /** The playbook in that body. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Playbook(long version, @Nullable List<PlaybookEntry> entries) {}
}
