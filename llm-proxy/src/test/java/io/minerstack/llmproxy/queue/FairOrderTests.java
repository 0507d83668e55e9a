package io.minerstack.llmproxy.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.context.Tenant;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FairOrderTests {

    private final FairOrder order = new FairOrder(10);

    private QueuedRequest waiting(String tenant, Duration longest) {
        QueuedRequest request = order.request(new Tenant(tenant), 0, new QueueWait(longest, null));
        order.add(request);
        return request;
    }

    @Test
    void knowsWhichRequestsAreTooLate() {
        QueuedRequest soon = waiting("a", Duration.ofSeconds(1));
        QueuedRequest later = waiting("b", Duration.ofSeconds(2));

        long second = Duration.ofSeconds(1).toNanos();
        assertThat(soon.isTooLate(second)).isTrue();
        assertThat(later.isTooLate(second)).isFalse();
    }

    @Test
    void countsTheRequestsThatGetAPlaceBeforeANewOne() {
        order.start(order.request(new Tenant("a"), 0, QueueWait.NONE), 0);
        for (int number = 0; number < 4; number++) {
            waiting("a", Duration.ofSeconds(9));
        }
        waiting("b", Duration.ofSeconds(9));

        // a newcomer: after the first one of B alone, which has come earlier
        assertThat(ahead("c")).isEqualTo(1);
        // a second one of B: after the first one of B and one of A
        assertThat(ahead("b")).isEqualTo(2);
        // a fifth one of A: after all
        assertThat(ahead("a")).isEqualTo(5);
    }

    private int ahead(String tenant) {
        return order.ahead(order.request(new Tenant(tenant), 0, QueueWait.NONE).tenant());
    }

    @Test
    void takesNoTurnFromATenantWhoseRequestIsDropped() {
        QueuedRequest late = waiting("a", Duration.ofSeconds(1));
        QueuedRequest next = waiting("a", Duration.ofSeconds(9));
        waiting("b", Duration.ofSeconds(9));
        assertThat(order.next(1)).isSameAs(late);

        order.remove(late);

        assertThat(order.next(1)).isSameAs(next);
    }

    @Test
    void hasNoNextRequestWithoutAPlace() {
        waiting("a", Duration.ofSeconds(9));
        waiting("b", Duration.ofSeconds(9));

        order.start(Objects.requireNonNull(order.next(1)), 0);

        assertThat(order.next(1)).isNull();
        assertThat(order.next(2)).isNotNull();
    }

    @Test
    void letsARequestEndOnlyOnce() {
        QueuedRequest request = waiting("a", Duration.ofSeconds(9));
        order.start(request, 0);

        order.remove(request);
        order.remove(request);

        assertThat(order.inFlight()).isZero();
        assertThat(order.tenants()).isZero();
    }
}
