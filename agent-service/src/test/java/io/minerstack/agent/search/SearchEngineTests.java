package io.minerstack.agent.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.secret.Secret;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ReceivedRequest;
import io.minerstack.testsupport.http.ScriptedServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;
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

    private final ScriptedServer server = ScriptedServer.start().answer(Answer.json(200, RESULTS));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Duration timeout = Duration.ofSeconds(5);

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void readsSearxngAndKeepsOnlyHttpLinks() {
        StepVerifier.create(searxng().search("a & b/c?").contextWrite(CONTEXT::into))
                .expectNext(List.of(
                        new SearchResult("PostgreSQL 18", "https://example.org/a?b=c", "Released in 2025. New."),
                        new SearchResult("http://example.org/second", "http://example.org/second", "")))
                .expectComplete()
                .verify(SOON);

        assertThat(server.requests())
                .extracting(ReceivedRequest::target)
                .containsExactly("/search?q=a%20%26%20b%2Fc%3F&format=json");
        assertThat(server.requests().getFirst().header("X-Tenant")).isNull();
    }

    @Test
    void readsBraveWithItsKey() {
        server.answer(Answer.json(200, """
                {"web":{"results":[{"title":"T","url":"https://example.org","description":"D"}]}}"""));
        SearchEngine brave = engine(null, Secret.of("the-key"));

        StepVerifier.create(brave.search("q").contextWrite(CONTEXT::into))
                .expectNext(List.of(new SearchResult("T", "https://example.org", "D")))
                .expectComplete()
                .verify(SOON);
        assertThat(server.requests())
                .extracting(ReceivedRequest::target)
                .containsExactly("/res/v1/web/search?q=q&count=2");
        assertThat(server.requests().getFirst().header("X-Subscription-Token")).isEqualTo("the-key");
    }

    @ParameterizedTest
    @CsvSource({"302,REFUSED", "403,FORBIDDEN", "429,RATE_LIMITED", "500,REFUSED"})
    void failsIfTheProviderFailsAndFollowsNoRedirect(int status, SearchUnavailableException.Reason reason) {
        server.answer(Answer.json(status, RESULTS).withHeader("Location", "/elsewhere"));

        assertThat(failure(searxng()))
                .extracting(SearchUnavailableException::reason, SearchUnavailableException::status)
                .containsExactly(reason, status);
        assertThat(server.requests()).hasSize(1);
        assertThat(failures("searxng", reason)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", ""})
    void failsIfTheReplyHasNoResults(String body) {
        server.answer(Answer.json(200, body));

        assertThat(failure(searxng()).reason()).isEqualTo(SearchUnavailableException.Reason.UNREADABLE);
    }

    @Test
    void namesTheCauseOfAFailedConnection() {
        // nothing listens on port 1, which is reserved
        SearchUnavailableException failure = failure(engine(URI.create("http://127.0.0.1:1"), null));

        assertThat(failure.reason()).isEqualTo(SearchUnavailableException.Reason.UNREACHABLE);
        assertThat(failure.getMessage())
                .contains("connection refused by 127.0.0.1:1")
                .doesNotContain("secret-query");
        assertThat(failures("searxng", SearchUnavailableException.Reason.UNREACHABLE))
                .isOne();
    }

    @Test
    void countsTimeouts() {
        server.answer(Answer.never());
        timeout = Duration.ofMillis(200);

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
        return engine(URI.create(server.url() + "/"), null);
    }

    private SearchEngine engine(@Nullable URI url, @Nullable Secret key) {
        return Objects.requireNonNull(choice(url, key).engine());
    }

    private SearchEngineConfiguration.SearchChoice choice(@Nullable URI url, @Nullable Secret key) {
        SearchProperties properties = new SearchProperties(url, key, URI.create(server.url()), 2, timeout);
        return new SearchEngineConfiguration().searchChoice(properties, WebClient.builder(), new SearchMetrics(meters));
    }
}
