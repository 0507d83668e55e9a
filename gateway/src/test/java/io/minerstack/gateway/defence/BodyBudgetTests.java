package io.minerstack.gateway.defence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class BodyBudgetTests {

    private final BodyBudget budget =
            new BodyBudget(new DefenceProperties(DataSize.ofBytes(2000), 10, DataSize.ofBytes(3000), List.of("*")));

    @Test
    void isSpentToTheLastByteAndNoFurther() {
        budget.share().take(2000);
        BodyBudget.Share other = budget.share();
        other.take(1000);

        assertThatThrownBy(() -> other.take(1)).isInstanceOfSatisfying(NoRoomForBody.class, refusal -> {
            assertThat(refusal.type().status().value()).isEqualTo(503);
            assertThat(refusal.headers()).containsEntry("Retry-After", "1");
        });
        assertThat(budget.underWay()).isEqualTo(3000);
    }

    @Test
    void getsEverythingBackOnce() {
        BodyBudget.Share streamed = budget.share();
        streamed.take(700);
        streamed.take(800);

        streamed.end();
        streamed.end();

        assertThat(budget.underWay()).isZero();
    }

    @Test
    void keepsNothingOfWhatArrivesAfterTheEnd() {
        BodyBudget.Share ended = budget.share();
        ended.end();

        ended.take(500);

        assertThat(budget.underWay()).isZero();
    }
}
