package io.minerstack.llmproxy.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.SingleProviderSetup;
import io.minerstack.llmproxy.TestRequests;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The limits of requests in flight and of waiting requests. */
class RequestQueueIT extends SingleProviderSetup {

    @Test
    void queuesAFewRequestsAndRejectsTheOthersAtOnce() {
        // long enough for all requests to arrive while the first ones are in flight
        MODEL.always(FakeResponse.ok().withGap(Duration.ofMillis(250)));

        List<CompletableFuture<HttpResponse<String>>> all = Stream.generate(() -> client.sendAsync(TestRequests.CHAT))
                .limit(8)
                .toList();
        List<HttpResponse<String>> answers =
                all.stream().map(CompletableFuture::join).toList();

        assertThat(answers).filteredOn(HttpResponse::statusCode, 200).hasSize(5);
        assertThat(MODEL.attempts()).isEqualTo(5);
        assertThat(answers).filteredOn(HttpResponse::statusCode, 503).hasSize(3).allSatisfy(answer -> assertThat(
                        answer.headers().firstValue("Retry-After"))
                .isPresent());
    }
}
