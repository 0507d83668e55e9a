package io.minerstack.agent.completion;

import io.minerstack.agent.client.LlmProxyWebClient;
import io.minerstack.agent.client.RetryAfter;
import io.minerstack.agent.completion.ModelCallException.Reason;
import io.minerstack.servicesupport.client.ConnectRetry;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.core.codec.CodecException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;

/**
 * llm-proxy over HTTP. Gives it an earlier deadline than our own and accepts a prefix of the answer at that moment, so
 * that what was written until then still reaches the caller.
 */
@Component
class HttpLanguageModel implements LanguageModel {

    private static final int RESERVE_SHARE = 4;
    // other connections to what has died are noticed only now, and would break just so
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final LlmProxyWebClient peer;
    private final CompletionProperties properties;
    private final Clock clock;

    HttpLanguageModel(LlmProxyWebClient peer, CompletionProperties properties, Clock clock) {
        this.peer = peer;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public Mono<Completion> complete(CompletionRequest question) {
        return RequestContext.current().flatMap(call -> {
            Deadline until = call.deadline().minus(reserve(call.deadline()));
            return until.bound(exchange(question), clock).contextWrite(call.withDeadline(until)::into);
        });
    }

    private Duration reserve(Deadline deadline) {
        Duration share = deadline.remaining(clock).dividedBy(RESERVE_SHARE);
        return share.compareTo(properties.reserve()) < 0 ? share : properties.reserve();
    }

    /** A question may be asked twice: nothing is stored where it is answered. */
    private Mono<Completion> exchange(CompletionRequest question) {
        return ask(question)
                .onErrorResume(
                        HttpLanguageModel::brokeOff, broken -> Mono.delay(PAUSE).then(ask(question)))
                .onErrorMap(
                        WebClientException.class,
                        unreachable -> ModelCallException.of(Reason.UNAVAILABLE, 0, unreachable))
                .onErrorMap(IOException.class, cutOff -> ModelCallException.of(Reason.UNUSABLE, 0, cutOff))
                .onErrorMap(DataBufferLimitException.class, large -> ModelCallException.of(Reason.UNUSABLE, 200, large))
                .onErrorMap(
                        CodecException.class, unreadable -> ModelCallException.of(Reason.UNUSABLE, 200, unreadable));
    }

    /** Whether llm-proxy went away in the middle; one that can't be reached at all was waited for already. */
    private static boolean brokeOff(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof IOException)) {
            cause = cause.getCause();
        }
        return cause instanceof IOException && !ConnectRetry.isUnreachable(cause);
    }

    private Mono<Completion> ask(CompletionRequest question) {
        return peer.http()
                .post()
                .uri("/v1/chat/completions")
                .header("X-Partial-Answer", "accept")
                .header("X-Optional-Fields", "temperature, seed")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(ChatCompletionRequest.of(question))
                .exchangeToMono(this::read);
    }

    private Mono<Completion> read(ClientResponse response) {
        HttpStatusCode status = response.statusCode();
        if (status.is2xxSuccessful()) {
            return response.bodyToMono(ChatCompletionResponse.class)
                    .map(ChatCompletionResponse::toCompletion)
                    .switchIfEmpty(Mono.error(() -> new ModelCallException(Reason.UNUSABLE, status.value())));
        }
        return switch (status.value()) {
            case 400 ->
                response.bodyToMono(ErrorEnvelope.class)
                        .onErrorReturn(CodecException.class, ErrorEnvelope.UNKNOWN)
                        .defaultIfEmpty(ErrorEnvelope.UNKNOWN)
                        .flatMap(envelope -> Mono.error(refusal(envelope)));
            case 504 -> response.releaseBody().then(Mono.error(DeadlineExceededException::new));
            case 429, 503 ->
                response.releaseBody()
                        .then(Mono.error(() -> new ModelCallException(
                                Reason.UNAVAILABLE,
                                status.value(),
                                RetryAfter.seconds(response.headers().asHttpHeaders()))));
            default ->
                response.releaseBody().then(Mono.error(() -> new ModelCallException(Reason.UNUSABLE, status.value())));
        };
    }

    private static ModelCallException refusal(ErrorEnvelope envelope) {
        return switch (envelope.code()) {
            case "context_length_exceeded" -> ModelCallException.tooLong(envelope.promptSize());
            case "content_policy_violation", "content_filter" -> new ModelCallException(Reason.REFUSED, 400);
            default -> new ModelCallException(Reason.UNUSABLE, 400);
        };
    }
}
