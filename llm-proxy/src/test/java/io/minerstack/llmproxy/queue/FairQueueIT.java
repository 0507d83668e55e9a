package io.minerstack.llmproxy.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.TestRequests;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Several tenants and a model server that tells that it works on one request at a time, as local-llm does. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=local",
            "LLM_QUEUE_WAIT=1ms",
            "LLM_PROBE_INTERVAL=300ms",
            "LOCAL_LLM_MAX_PENDING=16"
        })
class FairQueueIT {

    private static final FakeModel MODEL = FakeModel.start().workingOn(1);

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private ProxyClient client;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) {
        registry.add("LOCAL_LLM_URL", MODEL::url);
    }

    @BeforeEach
    void waitForTheModelList() {
        client = new ProxyClient(port);
        MODEL.answering(TestRequests.ANSWER);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> client.get("/status").body().contains("\"available\""));
        MODEL.reset();
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    private double pending() {
        return meters.get("miner.llm.pending").gauge().value();
    }

    private CompletableFuture<HttpResponse<String>> ask(String tenant) {
        return client.sendAsync(TestRequests.CHAT, "X-Tenant", tenant);
    }

    @Test
    void sendsWaitingRequestsWhenTheServerTellsThatItWorksOnMore() {
        MODEL.always(FakeResponse.unanswered());
        List<CompletableFuture<HttpResponse<String>>> requests =
                Stream.generate(() -> ask("a")).limit(3).toList();
        await().atMost(Duration.ofSeconds(10)).until(() -> pending() == 2);

        MODEL.workingOn(3);

        await().atMost(Duration.ofSeconds(10)).until(() -> MODEL.attempts() == 3);
        MODEL.workingOn(1);
        requests.forEach(request -> request.cancel(true));
    }

    @Test
    void answersAnotherTenantBeforeTheThirdOfTenParallelRequests() {
        MODEL.next(FakeResponse.unanswered());
        CompletableFuture<HttpResponse<String>> busy = ask("c");
        await().atMost(Duration.ofSeconds(10)).until(() -> MODEL.attempts() == 1);

        List<CompletableFuture<HttpResponse<String>>> answers =
                new ArrayList<>(Stream.generate(() -> ask("a")).limit(10).toList());
        await().atMost(Duration.ofSeconds(10)).until(() -> pending() == 10);
        answers.add(ask("b"));
        await().atMost(Duration.ofSeconds(10)).until(() -> pending() == 11);
        // the model server is free again
        busy.cancel(true);

        assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
        // one at a time: each request was sent after the answer to the one before
        assertThat(MODEL.requests())
                .extracting(request -> String.valueOf(request.header("X-Tenant")))
                .startsWith("c", "a", "b", "a", "a")
                .hasSize(12);
    }
}
