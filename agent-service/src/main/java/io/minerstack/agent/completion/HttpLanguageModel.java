package io.minerstack.agent.completion;

import io.minerstack.agent.client.LlmProxyWebClient;
import io.minerstack.agent.completion.ModelCallException.Reason;
import io.minerstack.servicesupport.client.ConnectRetry;
import io.minerstack.servicesupport.client.RetryAfter;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.exception.Causes;
import io.minerstack.servicesupport.problem.ProblemType;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.core.codec.CodecException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.UnsupportedMediaTypeException;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;

/**
 * Calls llm-proxy over HTTP with an earlier deadline than the request's own. At that deadline llm-proxy may send the
 * beginning of the answer, so that a slow answer still reaches the caller before the request's deadline.
 */
@Component
class HttpLanguageModel implements LanguageModel {

    private static final int MAX_RESERVE_SHARE = 4;
    // pooled connections to a dead process are closed a moment later, and an immediate retry could use one of them
    private static final Duration RETRY_PAUSE = Duration.ofMillis(250);

    private final LlmProxyWebClient llmProxy;
    private final ModelCallProperties properties;
    private final Clock clock;

    HttpLanguageModel(LlmProxyWebClient llmProxy, ModelCallProperties properties, Clock clock) {
        this.llmProxy = llmProxy;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public Mono<Completion> complete(CompletionRequest request) {
        return RequestContext.current().flatMap(context -> {
            Deadline modelDeadline = context.deadline().minus(reserve(context.deadline()));
            return modelDeadline
                    .bound(exchange(request), clock)
                    .contextWrite(context.withDeadline(modelDeadline)::into);
        });
    }

    /** {@code min(ANSWER_RESERVE, time left / 4)}. */
    private Duration reserve(Deadline deadline) {
        Duration share = deadline.remaining(clock).dividedBy(MAX_RESERVE_SHARE);
        return share.compareTo(properties.reserve()) < 0 ? share : properties.reserve();
    }

    /** A call may be repeated after a broken connection, because llm-proxy stores nothing. */
    private Mono<Completion> exchange(CompletionRequest request) {
        return send(request)
                .onErrorResume(HttpLanguageModel::isBrokenConnection, broken -> Mono.delay(RETRY_PAUSE)
                        .then(send(request)))
                .onErrorMap(
                        WebClientException.class,
                        unreachable -> ModelCallException.of(Reason.UNAVAILABLE, 0, unreachable))
                .onErrorMap(IOException.class, cutOff -> ModelCallException.of(Reason.UNUSABLE, 0, cutOff))
                .onErrorMap(DataBufferLimitException.class, large -> ModelCallException.of(Reason.UNUSABLE, 200, large))
                .onErrorMap(
                        CodecException.class, unreadable -> ModelCallException.of(Reason.UNUSABLE, 200, unreadable));
    }

    /** Whether an open connection broke. Connects that fail are already repeated by {@link ConnectRetry}. */
    private static boolean isBrokenConnection(Throwable failure) {
        return Causes.contain(failure, IOException.class) && !ConnectRetry.isUnreachable(failure);
    }

    private Mono<Completion> send(CompletionRequest request) {
        return Mono.deferContextual(context -> {
            ModelUsage usage = ModelUsage.of(context);
            return llmProxy.http()
                    .post()
                    .uri("/v1/chat/completions")
                    .header("X-Partial-Answer", "accept")
                    .header("X-Optional-Fields", "temperature, seed")
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(ChatCompletionRequest.of(request))
                    .exchangeToMono(response -> {
                        usage.asked(response.headers().asHttpHeaders().getFirst("X-Provider"));
                        return read(response);
                    })
                    .doOnNext(usage::replied);
        });
    }

    private Mono<Completion> read(ClientResponse response) {
        HttpStatusCode status = response.statusCode();
        if (status.is2xxSuccessful()) {
            return response.bodyToMono(ChatCompletionResponse.class)
                    .map(ChatCompletionResponse::toCompletion)
                    .switchIfEmpty(Mono.error(() -> new ModelCallException(Reason.UNUSABLE, status.value())));
        }
        return switch (status.value()) {
            case 400 -> envelope(response).flatMap(envelope -> Mono.error(refusal(envelope)));
            case 504 -> response.releaseBody().then(Mono.error(DeadlineExceededException::new));
            case 429 ->
                envelope(response)
                        .flatMap(envelope -> Mono.error(
                                envelope.code().equals(ProblemType.BUDGET_EXCEEDED.code())
                                        ? ModelCallException.overBudget(BudgetRefusal.of(
                                                envelope, response.headers().asHttpHeaders()))
                                        : new ModelCallException(
                                                Reason.UNAVAILABLE, status.value(), retryAfterSeconds(response))));
            case 503 ->
                envelope(response).flatMap(envelope -> Mono.error(unavailable(envelope, retryAfterSeconds(response))));
            default ->
                response.releaseBody().then(Mono.error(() -> new ModelCallException(Reason.UNUSABLE, status.value())));
        };
    }

    private static Mono<ErrorEnvelope> envelope(ClientResponse response) {
        return response.bodyToMono(ErrorEnvelope.class)
                // a server in between answers with a page
                .onErrorReturn(
                        failure -> failure instanceof CodecException
                                || Causes.contain(failure, UnsupportedMediaTypeException.class),
                        ErrorEnvelope.UNKNOWN)
                .defaultIfEmpty(ErrorEnvelope.UNKNOWN);
    }

    private static long retryAfterSeconds(ClientResponse response) {
        Duration wait =
                RetryAfter.parseSeconds(response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER));
        return wait == null ? 0 : wait.toSeconds();
    }

    private static ModelCallException unavailable(ErrorEnvelope envelope, long retryAfterSeconds) {
        return switch (envelope.code()) {
            case "budget_unavailable" ->
                ModelCallException.budgetUnknown(Reason.BUDGET_UNAVAILABLE, envelope.message(), retryAfterSeconds);
            case "budget_unpriced" ->
                ModelCallException.budgetUnknown(Reason.BUDGET_UNPRICED, envelope.message(), retryAfterSeconds);
            default -> new ModelCallException(Reason.UNAVAILABLE, 503, retryAfterSeconds);
        };
    }

    private static ModelCallException refusal(ErrorEnvelope envelope) {
        return switch (envelope.code()) {
            case "context_length_exceeded" -> ModelCallException.tooLong(envelope.promptTooLong());
            case "content_policy_violation", "content_filter" -> new ModelCallException(Reason.REFUSED, 400);
            default -> new ModelCallException(Reason.UNUSABLE, 400);
        };
    }
}
