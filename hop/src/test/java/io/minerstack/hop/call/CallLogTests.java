package io.minerstack.hop.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class CallLogTests {

    private static final Tenant ALICE = new Tenant("alice");
    private static final Call CALL = new Call(new RequestId("id-1"), ALICE, new Deadline(Instant.EPOCH), null);

    @Test
    void namesTheRequestAndTheHashOfItsTenantInsideAndNothingAfterwards() {
        CallLog.with(CALL, () -> assertThat(MDC.getCopyOfContextMap())
                .isEqualTo(Map.of("request_id", "id-1", "tenant", ALICE.hash())));

        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void namesNoTenantWhereACallIsNobodys() {
        Call nobodys = new Call(new RequestId("id-1"), null, new Deadline(Instant.EPOCH), null);

        CallLog.with(nobodys, () -> assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("request_id", "id-1")));
    }

    @Test
    void leavesNothingBehindAFailure() {
        assertThatThrownBy(() -> CallLog.with(CALL, () -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }
}
