package io.minerstack.llmproxy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.bench.fake.Behaviour;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeRequest;
import io.minerstack.llmproxy.metering.ProviderMeters;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Servers that refuse a JSON schema, and what they are asked for instead. */
class ResponseFormatSupportIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Behaviour NO_SCHEMA =
            refusing("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.");
    private static final Behaviour NO_OBJECT =
            refusing("'messages' must contain the word 'json' to use 'response_format' of type 'json_object'.");
    private static final Duration LONG = Duration.ofSeconds(10);

    private final FakeModel model = FakeModel.start();
    private final UpstreamClient client = client(ProviderKind.OPENAI);
    private volatile Instant now = Instant.EPOCH;

    @AfterEach
    void stop() {
        model.close();
    }

    @Test
    void asksForAnObjectWhereAServerKnowsNoSchemas() {
        model.next(NO_SCHEMA);

        ask(client);
        ask(client);

        assertThat(forms()).containsExactly("json_schema", "json_object", "json_object");
    }

    @Test
    void asksForNoFormWhereAServerKnowsNone() {
        model.next(NO_SCHEMA, NO_OBJECT);

        ask(client);
        ask(client);

        assertThat(forms()).containsExactly("json_schema", "json_object", "", "");
    }

    @Test
    void triesASchemaAgainAfterAWhile() {
        model.next(NO_SCHEMA);
        ask(client);

        now = now.plus(Duration.ofMinutes(11));
        ask(client);

        assertThat(forms()).containsExactly("json_schema", "json_object", "json_schema");
    }

    @Test
    void leavesARefusalOfThisVerySchemaToTheCaller() {
        model.always(refusing("Invalid schema for response_format 'a': 'required' is missing."));

        assertThatThrownBy(() -> ask(client)).isInstanceOf(UpstreamFailure.class);
        assertThat(model.attempts()).isEqualTo(1);
    }

    @Test
    void leavesWhatTheLocalModelRefusesToTheCaller() {
        model.always(refusing("response_format.json_schema.schema: expected an object"));

        assertThatThrownBy(() -> ask(client(ProviderKind.LOCAL))).isInstanceOf(UpstreamFailure.class);
        assertThat(model.attempts()).isEqualTo(1);
    }

    @Test
    void learnsNothingFromARefusalThatNoFormCures() {
        model.always(NO_SCHEMA);
        assertThatThrownBy(() -> ask(client)).isInstanceOf(UpstreamFailure.class);
        assertThat(forms()).containsExactly("json_schema", "json_object", "");

        model.reset();
        ask(client);

        assertThat(forms()).containsExactly("json_schema");
    }

    private List<String> forms() {
        return model.requests().stream()
                .map(FakeRequest::body)
                .map(body -> body.at("/response_format/type").asString(""))
                .toList();
    }

    private void ask(UpstreamClient asked) {
        ObjectNode request = (ObjectNode) JSON.readTree("""
                {"messages":[{"role":"user","content":"x"}],
                 "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object"}}}}""");
        RequestContext call =
                new RequestContext(new RequestId("r-1"), new Tenant("alice"), new Deadline(Instant.EPOCH), null);
        asked.complete(request, null, call, new FirstTokenWait(LONG, true)).blockLast(LONG);
    }

    private static Behaviour refusing(String message) {
        return Behaviour.saying(
                400,
                "application/json",
                JSON.createObjectNode()
                        .set("error", JSON.createObjectNode().put("message", message))
                        .toString());
    }

    private UpstreamClient client(ProviderKind kind) {
        ProviderProperties settings = new ProviderProperties(
                BaseUrls.of(model.url()),
                "a-model",
                null,
                1,
                1,
                0,
                new MaxTokensField("max_tokens"),
                new Clocks(LONG, LONG, LONG, LONG));
        Clock clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        return new UpstreamClient(
                kind,
                URI.create(model.url() + "/v1"),
                settings,
                100,
                HttpClient.create(),
                JSON,
                new Attempt.Server(
                        new ChunkReader(JSON),
                        new ProviderMeters(new SimpleMeterRegistry(), kind.wireName(), "a-model"),
                        clock,
                        1 << 20,
                        Duration.ofMillis(100)));
    }
}
