package io.minerstack.agent.completion;

import reactor.core.publisher.Mono;

/**
 * The port to the language model. Fails with a {@link ModelFailure}, or with
 * {@link io.minerstack.hop.call.DeadlineExceeded} where nothing was there in time.
 */
public interface LanguageModel {

    Mono<Completion> complete(Question question);
}
