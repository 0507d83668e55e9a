package io.minerstack.llmproxy.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.context.Tenant;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class FairOrderTests {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final FairOrder order = new FairOrder(10, time);

    private QueuedRequest waiting(String tenant, Duration longest) {
        QueuedRequest request = order.request(new Tenant(tenant), longest.toNanos());
        order.add(request);
        return request;
    }

    @Test
    void knowsWhichRequestsAreTooLate() {
        QueuedRequest soon = waiting("a", Duration.ofSeconds(1));
        QueuedRequest later = waiting("b", Duration.ofSeconds(2));

        time.advanceTimeBy(Duration.ofSeconds(1));

        assertThat(soon.isTooLate()).isTrue();
        assertThat(later.isTooLate()).isFalse();
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

        order.start(Objects.requireNonNull(order.next(1)));

        assertThat(order.next(1)).isNull();
        assertThat(order.next(2)).isNotNull();
    }

    @Test
    void letsARequestEndOnlyOnce() {
        QueuedRequest request = waiting("a", Duration.ofSeconds(9));
        order.start(request);

        order.remove(request);
        order.remove(request);

        assertThat(order.inFlight()).isZero();
        assertThat(order.tenants()).isZero();
    }
}
