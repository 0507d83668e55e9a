package io.minerstack.gateway.guess;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts blocks of addresses, and what they refuse. No label has an address: callers could make any number of them. */
@Component
class GuessMetrics {

    static final String BLOCKS = "miner.gateway.address.blocks";
    static final String REFUSALS = "miner.gateway.address.block.refusals";

    private final Counter blocks;
    private final Counter refusals;

    GuessMetrics(MeterRegistry meters) {
        this.blocks = Counter.builder(BLOCKS)
                .description("Blocks of addresses that sent too many wrong keys")
                .register(meters);
        this.refusals = Counter.builder(REFUSALS)
                .description("Requests without a valid key that were refused because their address is blocked")
                .register(meters);
    }

    void countBlock() {
        blocks.increment();
    }

    void countRefusal() {
        refusals.increment();
    }
}
