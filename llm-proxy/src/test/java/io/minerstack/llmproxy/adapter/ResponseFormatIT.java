package io.minerstack.llmproxy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeRequest;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.exchange.ExchangeSettings;
import io.minerstack.llmproxy.exchange.FirstTokenTimeout;
import io.minerstack.llmproxy.exchange.UpstreamClient;
import io.minerstack.llmproxy.exchange.UpstreamEndpoint;
import io.minerstack.llmproxy.exchange.UpstreamTimeouts;
import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.ProviderMeters;
import io.minerstack.llmproxy.sse.ChunkReader;
import io.minerstack.llmproxy.tracing.AttemptTracer;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Servers that reject a JSON schema, and the simpler requests that they get. */
class ResponseFormatIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final FakeResponse NO_SCHEMA =
            rejecting("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.");
    private static final FakeResponse NO_OBJECT =
            rejecting("'messages' must contain the word 'json' to use 'response_format' of type 'json_object'.");
    private static final Duration LONG = Duration.ofSeconds(10);

    private final FakeModel model = FakeModel.start();
    private volatile Instant now = Instant.EPOCH;
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final UpstreamClient client = client(Dialect.openAi("a-model", "max_tokens"));

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void asksForAnObjectWhereSchemasAreNotSupported() {
        model.next(NO_SCHEMA);

        ask(client);
        ask(client);

        assertThat(formats()).containsExactly("json_schema", "json_object", "json_object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Failed to initialize samplers: failed to parse grammar",
                "The guided decoding backend does not compile this schema.",
                "JSON mode is not supported for this model"
            })
    void asksForAnObjectWhereTheServerCannotMakeAGrammarOfTheSchema(String message) {
        model.next(rejecting(message));

        ask(client);

        assertThat(formats()).containsExactly("json_schema", "json_object");
    }

    @Test
    void asksForNoFormatWhereNoneIsSupported() {
        model.next(NO_SCHEMA, NO_OBJECT);

        ask(client);
        ask(client);

        assertThat(formats()).containsExactly("json_schema", "json_object", "", "");
    }

    @Test
    void triesASchemaAgainAfterTenMinutes() {
        model.next(NO_SCHEMA);
        ask(client);

        assertThat(client.takesJsonSchema()).isFalse();

        now = now.plus(Duration.ofMinutes(11));
        assertThat(client.takesJsonSchema()).isTrue();
        ask(client);

        assertThat(formats()).containsExactly("json_schema", "json_object", "json_schema");
    }

    @Test
    void passesTheRejectionOfAnInvalidSchemaOn() {
        model.always(rejecting("Invalid schema for response_format 'a': 'required' is missing."));

        assertThatThrownBy(() -> ask(client)).isInstanceOf(UpstreamException.class);
        assertThat(model.attempts()).isEqualTo(1);
    }

    @Test
    void passesTheRejectionOfTheLocalModelOn() {
        model.always(rejecting("response_format.json_schema.schema: expected an object"));

        assertThatThrownBy(() -> ask(client(Dialect.local("max_tokens")))).isInstanceOf(UpstreamException.class);
        assertThat(model.attempts()).isEqualTo(1);
    }

    @Test
    void learnsNothingWhereNoFormatHelps() {
        model.always(NO_SCHEMA);
        assertThatThrownBy(() -> ask(client)).isInstanceOf(UpstreamException.class);
        assertThat(formats()).containsExactly("json_schema", "json_object", "");

        model.reset();
        ask(client);

        assertThat(formats()).containsExactly("json_schema");
    }

    private List<String> formats() {
        return model.requests().stream()
                .map(FakeRequest::body)
                .map(body -> body.at("/response_format/type").asString(""))
                .toList();
    }

    private static void ask(UpstreamClient client) {
        ObjectNode request = (ObjectNode) JSON.readTree("""
                {"messages":[{"role":"user","content":"x"}],
                 "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object"}}}}""");
        RequestContext context =
                new RequestContext(new RequestId("r-1"), new Tenant("alice"), new Deadline(Instant.EPOCH), null);
        client.complete(CallerRequest.of(request), null, context, new FirstTokenTimeout(LONG, true))
                .blockLast(LONG);
    }

    private static FakeResponse rejecting(String message) {
        return FakeResponse.withBody(
                400,
                "application/json",
                JSON.createObjectNode()
                        .set("error", JSON.createObjectNode().put("message", message))
                        .toString());
    }

    private UpstreamClient client(Dialect dialect) {
        UpstreamErrorMapper errors = new UpstreamErrorMapper(JSON, clock);
        return new UpstreamClient(
                new UpstreamEndpoint(URI.create(model.url() + "/v1"), null, false, false),
                new RequestAdapter(
                        dialect, "a-model", new RequestDefaults(100, 0.7), new LearnedRequestForm("test", clock)),
                new UpstreamTimeouts(LONG, LONG, LONG, LONG),
                new ExchangeSettings(
                        new ChunkReader(JSON, errors),
                        errors,
                        new ProviderMeters(new SimpleMeterRegistry(), "test", "a-model"),
                        (context, promptBytes, maxTokens, exchange) -> exchange.chunks(() -> {}),
                        AttemptTracer.none(),
                        1 << 20,
                        Duration.ofMillis(100)),
                HttpClient.create(),
                JSON);
    }
}
