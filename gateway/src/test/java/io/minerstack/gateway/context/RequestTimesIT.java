package io.minerstack.gateway.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SmallGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.ReceivedRequest;
import org.junit.jupiter.api.Test;

/** The times of a request as they come. */
class RequestTimesIT extends SmallGateway {

    @Test
    void leavesAgentServiceFiftyEightSecondsWithoutTheTimeToReportAndSetsTheTargetToTwentyFive() throws Exception {
        long before = System.currentTimeMillis();
        post(TestObjects.QUESTION).expectStatus().isOk();

        ReceivedRequest request = AGENT.take();
        long after = System.currentTimeMillis();
        assertThat(millis(request, "X-Deadline")).isBetween(before + 57_800, after + 57_800);
        assertThat(millis(request, "X-Answer-Target")).isBetween(before + 25_000, after + 25_000);
    }

    private static long millis(ReceivedRequest request, String header) {
        return Long.parseLong(String.valueOf(request.header(header)));
    }
}
