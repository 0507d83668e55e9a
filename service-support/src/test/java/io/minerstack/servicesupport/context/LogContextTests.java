package io.minerstack.servicesupport.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogContextTests {

    private static final Tenant ALICE = new Tenant("alice");
    private static final RequestContext CONTEXT =
            new RequestContext(new RequestId("id-1"), ALICE, new Deadline(Instant.EPOCH), null);

    @Test
    void setsRequestIdAndTenantHashForTheCodeAlone() {
        LogContext.with(CONTEXT, () -> assertThat(MDC.getCopyOfContextMap())
                .isEqualTo(Map.of("request_id", "id-1", "tenant", ALICE.hash())));

        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void setsNoTenantWhereThereIsNone() {
        RequestContext withoutTenant =
                new RequestContext(new RequestId("id-1"), null, new Deadline(Instant.EPOCH), null);

        LogContext.with(
                withoutTenant, () -> assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("request_id", "id-1")));
    }

    @Test
    void setsTheIdOfTheTraceWhereThereIsOne() {
        RequestContext traced = CONTEXT.withTraceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        LogContext.with(traced, () -> assertThat(MDC.get("trace_id")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736"));

        assertThat(MDC.get("trace_id")).isNull();
    }

    @Test
    void givesTheOuterRequestBackAfterAnInnerOne() {
        LogContext.with(CONTEXT, () -> {
            LogContext.with(new RequestId("id-2"), () -> assertThat(MDC.getCopyOfContextMap())
                    .isEqualTo(Map.of("request_id", "id-2")));

            assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("request_id", "id-1", "tenant", ALICE.hash()));
        });
    }

    @Test
    void clearsBothAfterAFailure() {
        assertThatThrownBy(() -> LogContext.with(CONTEXT, () -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }
}
