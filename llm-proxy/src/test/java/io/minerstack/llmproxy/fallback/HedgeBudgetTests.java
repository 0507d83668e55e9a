package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

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
