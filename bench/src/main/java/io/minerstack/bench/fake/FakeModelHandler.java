package io.minerstack.bench.fake;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers one request as its behaviour says. Never blocks and starts no thread. */
class FakeModelHandler {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String model;
    private final ResponseQueue script;
    private final RequestLog ledger;

    FakeModelHandler(String model, ResponseQueue script, RequestLog ledger) {
        this.model = model;
        this.script = script;
        this.ledger = ledger;
    }

    Publisher<Void> models(HttpServerRequest request, HttpServerResponse response) {
        ObjectNode list = JSON.createObjectNode().put("object", "list");
        list.putArray("data")
                .addObject()
                .put("id", model)
                .put("object", "model")
                .put("owned_by", "fake")
                .put("max_model_len", 8192);
        return json(response, list.toString());
    }

    Publisher<Void> complete(HttpServerRequest request, HttpServerResponse response) {
        ledger.attempts.increment();
        ledger.inFlight.incrementAndGet();
        Behaviour behaviour = script.next();
        return request.receive()
                .aggregate()
                .asByteArray()
                .map(FakeModelHandler::read)
                .defaultIfEmpty(MissingNode.getInstance())
                .map(body -> new FakeRequest(Instant.now(), request.path(), headers(request), body))
                .doOnNext(ledger::keep)
                .flatMap(read -> Mono.from(answer(read, response, behaviour)))
                .doOnCancel(() -> callerLeft(behaviour))
                // a write into a connection that its caller has closed
                .doOnError(AbortedException.class, failure -> callerLeft(behaviour))
                .doFinally(end -> ledger.inFlight.decrementAndGet());
    }

    private void callerLeft(Behaviour behaviour) {
        if (!behaviour.faults().closesConnection()) {
            ledger.cancelled.increment();
        }
    }

    private static JsonNode read(byte[] body) {
        return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.requestHeaders()
                .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return Map.copyOf(headers);
    }

    private Publisher<Void> answer(FakeRequest request, HttpServerResponse response, Behaviour behaviour) {
        return switch (behaviour.faults().link()) {
            case MUTE -> Mono.never();
            case RESET -> reset(response);
            case SOUND -> {
                Mono<Void> answer = Mono.defer(() -> Mono.from(sound(request, response, behaviour)));
                yield behaviour.pace().beforeHeaders().isZero()
                        ? answer
                        : Mono.delay(behaviour.pace().beforeHeaders()).then(answer);
            }
        };
    }

    private Publisher<Void> sound(FakeRequest request, HttpServerResponse response, Behaviour behaviour) {
        ResponseContent reply = behaviour.reply();
        reply.headers().forEach(response::header);
        response.status(reply.status());
        if (reply.body() != null) {
            return response.header("Content-Type", reply.contentType()).sendString(Mono.just(reply.body()));
        }
        if (reply.status() != 200) {
            return json(response, error(reply.errorCode(), "The fake fails as told."));
        }
        if (behaviour.faults().refusesPrefill() && request.lastRole().equals("assistant")) {
            return json(response.status(400), error("prefill_not_supported", "The last message is the assistant's."));
        }
        CompletionJson completion = new CompletionJson(model, request, script.textFor(request));
        if (!request.stream()) {
            return json(response, completion.whole());
        }
        return stream(response, new StreamedResponse(completion, request, behaviour).pieces());
    }

    private static Publisher<Void> stream(HttpServerResponse response, Flux<byte[]> pieces) {
        Flux<ByteBuf> buffers = pieces.concatMap(
                piece -> piece == StreamedResponse.CUT ? close(response) : Mono.just(Unpooled.wrappedBuffer(piece)));
        return response.sse().send(buffers, buffer -> true);
    }

    /** What was written before is flushed by now: both happen on the connection's own thread, in order. */
    private static Mono<ByteBuf> close(HttpServerResponse response) {
        return Mono.defer(() -> {
            response.withConnection(FakeModelHandler::closeLater);
            return Mono.never();
        });
    }

    private static void closeLater(Connection connection) {
        connection.channel().eventLoop().execute(connection::dispose);
    }

    private static Mono<Void> reset(HttpServerResponse response) {
        // ends with the connection: a request that nobody cancels would count as in flight for ever
        return Mono.create(end -> response.withConnection(connection -> {
            // no lingering: the kernel answers with RST
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            connection.onDispose(end::success);
            closeLater(connection);
        }));
    }

    private static Publisher<Void> json(HttpServerResponse response, String body) {
        ByteBuf bytes = Unpooled.wrappedBuffer(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return response.header("Content-Type", "application/json")
                .header("Content-Length", Integer.toString(bytes.readableBytes()))
                .sendObject(bytes);
    }

    private static String error(@org.jspecify.annotations.Nullable String code, String message) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("error")
                .put("message", message)
                .put("type", "fake_error")
                .putNull("param")
                .put("code", code);
        return root.toString();
    }
}
