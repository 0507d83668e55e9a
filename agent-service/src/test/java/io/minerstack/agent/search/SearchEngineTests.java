package io.minerstack.agent.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.secret.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

class SearchEngineTests {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final RequestContext CONTEXT =
            new RequestContext(new RequestId("r"), new Tenant("t"), Deadline.in(SOON, Clock.systemUTC()), null);
    private static final String RESULTS = """
            {"results":[
            {"title":"PostgreSQL <b>18</b>","url":"https://example.org/a?b=c","content":"Released in  2025.\\nNew."},
            {"title":"Bad","url":"javascript:alert(1)","content":"x"},
            {"title":"File","url":"file:///etc/passwd","content":"x"},
            {"title":"No link","content":"x"},
            {"title":"","url":"http://example.org/second","content":null},
            {"title":"Third","url":"http://example.org/third","content":"x"}]}""";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile boolean hangs;
    private volatile int status = 200;
    private volatile String body = RESULTS;
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
                requests.add(request.uri());
                headers.add(Map.of(
                        "token", request.requestHeaders().get("X-Subscription-Token", ""),
                        "tenant", request.requestHeaders().get("X-Tenant", "")));
                response.status(status).header("Content-Type", "application/json");
                if (status == 302) {
                    response.header("Location", "/elsewhere");
                }
                return hangs ? Mono.never() : response.sendString(Mono.just(body));
            })
            .bindNow();

    @AfterEach
    void stop() {
        server.disposeNow(SOON);
    }

    @Test
    void readsSearxngAndKeepsOnlyHttpLinks() {
        StepVerifier.create(searxng().search("a & b/c?").contextWrite(CONTEXT::into))
                .expectNext(List.of(
                        new SearchResult("PostgreSQL 18", "https://example.org/a?b=c", "Released in 2025. New."),
                        new SearchResult("http://example.org/second", "http://example.org/second", "")))
                .expectComplete()
                .verify(SOON);

        assertThat(requests).containsExactly("/search?q=a%20%26%20b%2Fc%3F&format=json");
        assertThat(headers.getFirst()).containsEntry("tenant", "");
    }

    @Test
    void readsBraveWithItsKey() {
        body = "{\"web\":{\"results\":[{\"title\":\"T\",\"url\":\"https://example.org\",\"description\":\"D\"}]}}";
        SearchEngine brave = engine(null, Secret.of("the-key"));

        StepVerifier.create(brave.search("q").contextWrite(CONTEXT::into))
                .expectNext(List.of(new SearchResult("T", "https://example.org", "D")))
                .expectComplete()
                .verify(SOON);
        assertThat(requests).containsExactly("/res/v1/web/search?q=q&count=2");
        assertThat(headers.getFirst()).containsEntry("token", "the-key");
    }

    @ParameterizedTest
    @CsvSource({"302,REFUSED", "403,FORBIDDEN", "429,RATE_LIMITED", "500,REFUSED"})
    void failsIfTheProviderFailsAndFollowsNoRedirect(int answered, SearchUnavailableException.Reason reason) {
        status = answered;

        assertThat(failure(searxng()))
                .extracting(SearchUnavailableException::reason, SearchUnavailableException::status)
                .containsExactly(reason, answered);
        assertThat(requests).hasSize(1);
        assertThat(failures("searxng", reason)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", ""})
    void failsIfTheReplyHasNoResults(String answered) {
        body = answered;

        assertThat(failure(searxng()).reason()).isEqualTo(SearchUnavailableException.Reason.UNREADABLE);
    }

    @Test
    void namesTheCauseOfAFailedConnection() {
        // nothing listens on port 1, which is reserved
        SearchUnavailableException failure = failure(engine(URI.create("http://127.0.0.1:1"), null));

        assertThat(failure.reason()).isEqualTo(SearchUnavailableException.Reason.UNREACHABLE);
        assertThat(failure.getMessage()).contains("Connect").doesNotContain("secret-query", "127.0.0.1");
        assertThat(failures("searxng", SearchUnavailableException.Reason.UNREACHABLE))
                .isOne();
    }

    @Test
    void countsTimeouts() {
        hangs = true;

        assertThat(failure(searxng()).reason()).isEqualTo(SearchUnavailableException.Reason.TIMEOUT);
        assertThat(failures("searxng", SearchUnavailableException.Reason.TIMEOUT))
                .isOne();
    }

    @Test
    void hasNoEngineIfNoneIsConfigured() {
        assertThat(choice(URI.create(""), Secret.of("")).engine()).isNull();
        assertThat(choice(null, null).engine()).isNull();
    }

    private static SearchUnavailableException failure(SearchEngine engine) {
        AtomicReference<@Nullable SearchUnavailableException> seen = new AtomicReference<>();
        StepVerifier.create(engine.search("secret-query").contextWrite(CONTEXT::into))
                .expectErrorSatisfies(failure -> {
                    assertThat(failure)
                            .isInstanceOf(SearchUnavailableException.class)
                            .hasNoCause();
                    seen.set((SearchUnavailableException) failure);
                })
                .verify(SOON);
        return Objects.requireNonNull(seen.get());
    }

    private double failures(String provider, SearchUnavailableException.Reason reason) {
        return meters.get("miner.search.failures")
                .tag("provider", provider)
                .tag("reason", reason.label())
                .counter()
                .count();
    }

    private SearchEngine searxng() {
        return engine(URI.create("http://127.0.0.1:" + server.port() + "/"), null);
    }

    private SearchEngine engine(@Nullable URI url, @Nullable Secret key) {
        return Objects.requireNonNull(choice(url, key).engine());
    }

    private SearchEngineConfiguration.SearchChoice choice(@Nullable URI url, @Nullable Secret key) {
        SearchProperties properties = new SearchProperties(
                url,
                key,
                URI.create("http://127.0.0.1:" + server.port()),
                2,
                hangs ? Duration.ofMillis(200) : Duration.ofSeconds(5));
        return new SearchEngineConfiguration().searchChoice(properties, WebClient.builder(), new SearchMetrics(meters));
    }
}
