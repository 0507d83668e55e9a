package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HedgeBudgetTests {

    @Test
    void allowsFivePercentOfTheRequests() {
        HedgeBudget budget = new HedgeBudget(0.05);
        int taken = 0;
        for (int request = 0; request < 10_000; request++) {
            budget.request();
            taken += budget.tryTake() ? 1 : 0;
        }

        assertThat(taken).isEqualTo(500);
    }

    @Test
    void allowsNothingBeforeTheShareIsOneRequest() {
        HedgeBudget budget = new HedgeBudget(0.05);
        for (int request = 0; request < 19; request++) {
            budget.request();
        }
        assertThat(budget.tryTake()).isFalse();

        budget.request();
        assertThat(budget.tryTake()).isTrue();
        assertThat(budget.tryTake()).isFalse();
    }

    @Test
    void allowsTheSameShareToRequestsAtTheSameTime() throws InterruptedException {
        HedgeBudget budget = new HedgeBudget(0.05);
        AtomicInteger taken = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(thread -> Thread.ofVirtual().start(() -> {
                    for (int request = 0; request < 1_000; request++) {
                        budget.request();
                        taken.addAndGet(budget.tryTake() ? 1 : 0);
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken).hasValue(400);
    }

    @Test
    void savesAFewSecondAttemptsAtMost() {
        HedgeBudget budget = new HedgeBudget(0.05);
        for (int request = 0; request < 100_000; request++) {
            budget.request();
        }
        int taken = 0;
        while (budget.tryTake()) {
            taken++;
        }

        assertThat(taken).isEqualTo(5);
    }
}
