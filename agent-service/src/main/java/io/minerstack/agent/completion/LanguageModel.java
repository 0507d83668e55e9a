package io.minerstack.agent.completion;

import reactor.core.publisher.Mono;

/**
 * The port to the language model. Fails with a {@link ModelCallException}, or with
 * {@link io.minerstack.servicesupport.context.DeadlineExceededException} where nothing was there in time.
 */
public interface LanguageModel {

    Mono<Completion> complete(CompletionRequest question);
}
