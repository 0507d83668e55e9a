package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.ProxyReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Conversations over HTTP with two fake model servers that keep what they have read, through the proxy and, for
 * comparison, to both in turn without it. The times are published for docs/performance.md and not checked.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm",
            "VLLM_MODEL=big-model",
            "LLM_DISCOVERY_INTERVAL=50ms",
            "LLM_HEDGE_SHARE=0"
        })
@Import(TestAddresses.class)
class PrefixRoutingIT {

    /**
     * Odd, so that requests in turn do not keep a conversation at one server. Which server a conversation prefers
     * depends on the servers' random port: where both servers have the system prompt, one gets all of 21 conversations
     * in a millionth of the runs.
     */
    private static final int CONVERSATIONS = 21;

    private static final int TURNS = 3;
    private static final JsonMapper JSON = new JsonMapper();

    private static final CachingModel ONE = new CachingModel("127.0.0.1", 0);
    private static final CachingModel TWO = new CachingModel("127.0.0.2", ONE.port());

    @Autowired
    private Providers providers;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("VLLM_BASE_URL", () -> "http://localhost:" + ONE.port());
    }

    /** What the callers saw and what the servers read. */
    private record Outcome(List<Long> millis, long read) {

        String times() {
            List<Long> sorted = millis.stream().sorted().toList();
            return String.format(
                    Locale.ROOT,
                    "p50 %d ms, p99 %d ms, %d characters read",
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() - 1),
                    read);
        }
    }

    @Test
    void serversReadMuchLessThanWhereRequestsGoToThemInTurn(TestReporter reporter) {
        TestAddresses.set("127.0.0.1", "127.0.0.2");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> providers.all().getFirst().size() == 2);
        try (ProxyClient proxy = new ProxyClient(port);
                ProxyClient first = new ProxyClient(ONE.url());
                ProxyClient second = new ProxyClient(TWO.url())) {
            // The first request of each client pays for its connections. Through the proxy each server gets one,
            // because
            // a server that has got nothing comes first: then both have the system prompt. If one had it alone,
            // requests
            // one after the other could all go there.
            List.of(proxy, proxy, first, second)
                    .forEach(client -> client.send(conversation().toString()));
            int before = ONE.requests();
            Outcome ours = converse(request -> proxy);
            int toFirst = ONE.requests() - before;
            Outcome turns = converse(request -> request % 2 == 0 ? first : second);

            reporter.publishEntry("through llm-proxy", ours.times());
            reporter.publishEntry("in turn", turns.times());
            assertThat(ours.read()).isLessThan(turns.read() * 3 / 4);
            assertThat(toFirst).as("both servers work").isBetween(1, CONVERSATIONS * TURNS - 1);
        }
    }

    private static Outcome converse(IntFunction<ProxyClient> clients) {
        ONE.forget();
        TWO.forget();
        List<ObjectNode> conversations = new ArrayList<>();
        for (int number = 0; number < CONVERSATIONS; number++) {
            conversations.add(conversation());
        }
        List<Long> millis = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            for (int number = 0; number < CONVERSATIONS; number++) {
                ObjectNode body = conversations.get(number);
                ArrayNode messages = (ArrayNode) body.path("messages");
                messages.addObject()
                        .put("role", "user")
                        .put("content", ("Question " + turn + " of caller " + number + ". ").repeat(30));
                ProxyReply reply = clients.apply(millis.size()).send(body.toString());
                assertThat(reply.status()).isEqualTo(200);
                millis.add(reply.took().toMillis());
                messages.addObject().put("role", "assistant").put("content", "An answer. ".repeat(20));
            }
        }
        return new Outcome(millis, ONE.read() + TWO.read());
    }

    private static ObjectNode conversation() {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("messages")
                .addObject()
                .put("role", "system")
                .put("content", "Answer in one sentence. ".repeat(50));
        return body;
    }
}
