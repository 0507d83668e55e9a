package io.minerstack.memory.retention;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** Deletes old rows, one bounded batch per call; the answers are how many there were. */
interface RetentionStore {

    Mono<Integer> messages(Instant cutoff, int batch);

    Mono<Integer> conversations(Instant cutoff, int batch);
}
