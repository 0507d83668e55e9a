package io.minerstack.agent.completion;

import reactor.core.publisher.Mono;

/**
 * The interface to the language model. A call fails with a {@link ModelCallException}, or with
 * {@link io.minerstack.servicesupport.context.DeadlineExceededException} where no reply came in time.
 */
public interface LanguageModel {

    Mono<Completion> complete(CompletionRequest request);
}
