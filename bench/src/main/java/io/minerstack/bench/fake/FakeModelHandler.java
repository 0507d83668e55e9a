package io.minerstack.bench.fake;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

/** Sends the scripted response to one request. Never blocks and starts no thread. */
class FakeModelHandler {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String model;
    private final ResponseQueue responses;
    private final RequestLog log;
    private volatile @Nullable Integer maxSequences;

    FakeModelHandler(String model, ResponseQueue responses, RequestLog log) {
        this.model = model;
        this.responses = responses;
        this.log = log;
    }

    void workingOn(int requests) {
        maxSequences = requests;
    }

    Publisher<Void> models(HttpServerRequest request, HttpServerResponse response) {
        ObjectNode list = JSON.createObjectNode().put("object", "list");
        ObjectNode entry = list.putArray("data")
                .addObject()
                .put("id", model)
                .put("object", "model")
                .put("owned_by", "fake")
                .put("max_model_len", 8192);
        Integer sequences = maxSequences;
        if (sequences != null) {
            entry.put("max_num_seqs", sequences);
        }
        return json(response, list.toString());
    }

    Publisher<Void> complete(HttpServerRequest request, HttpServerResponse response) {
        log.attempts.increment();
        log.inFlight.incrementAndGet();
        return request.receive()
                .aggregate()
                .asByteArray()
                .map(FakeModelHandler::read)
                .defaultIfEmpty(MissingNode.getInstance())
                .map(body -> new FakeRequest(Instant.now(), request.path(), headers(request), body))
                .doOnNext(log::record)
                .flatMap(read -> answerAndCount(read, response))
                .doFinally(end -> log.inFlight.decrementAndGet());
    }

    private Mono<Void> answerAndCount(FakeRequest request, HttpServerResponse response) {
        FakeResponse scripted = responses.next(request);
        return Mono.from(answer(request, response, scripted))
                .doOnCancel(() -> callerLeft(scripted))
                // a write to a connection that the caller has closed
                .doOnError(AbortedException.class, failure -> callerLeft(scripted));
    }

    private void callerLeft(FakeResponse scripted) {
        if (!scripted.closesConnection()) {
            log.cancelled.increment();
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

    private Publisher<Void> answer(FakeRequest request, HttpServerResponse response, FakeResponse scripted) {
        return switch (scripted.faults().connection()) {
            case UNANSWERED -> Mono.never();
            case RESET -> reset(response);
            case OPEN -> {
                Mono<Void> answer = Mono.defer(() -> Mono.from(respond(request, response, scripted)));
                yield scripted.delays().beforeHeaders().isZero()
                        ? answer
                        : Mono.delay(scripted.delays().beforeHeaders()).then(answer);
            }
        };
    }

    private Publisher<Void> respond(FakeRequest request, HttpServerResponse response, FakeResponse scripted) {
        ResponseContent content = scripted.content();
        if (content.raw() != null) {
            return raw(response, content.raw());
        }
        content.headers().forEach(response::header);
        response.status(content.status());
        if (content.body() != null) {
            return response.header("Content-Type", content.contentType()).sendString(Mono.just(content.body()));
        }
        if (content.status() != 200) {
            return json(response, error(content.errorCode(), "Scripted error of the fake model."));
        }
        if (scripted.faults().refusesPrefill() && request.lastRole().equals("assistant")) {
            return json(
                    response.status(400), error("prefill_not_supported", "The last message is from the assistant."));
        }
        CompletionJson completion = new CompletionJson(model, request, responses.textFor(request));
        if (!request.stream()) {
            return json(response, completion.whole());
        }
        return stream(response, new StreamedResponse(completion, request, scripted).pieces());
    }

    private static Publisher<Void> raw(HttpServerResponse response, RawResponse scripted) {
        response.status(scripted.status());
        scripted.headers().forEach(response::header);
        Flux<ByteBuf> pieces = Flux.fromIterable(scripted.pieces())
                .concatMap(piece -> piece.delay().isZero()
                        ? Mono.just(Unpooled.wrappedBuffer(piece.bytes()))
                        : Mono.delay(piece.delay()).map(waited -> Unpooled.wrappedBuffer(piece.bytes())));
        Mono<ByteBuf> end =
                switch (scripted.ending()) {
                    case COMPLETE -> Mono.empty();
                    case SILENT -> Mono.never();
                    case CLOSED -> close(response);
                    case RESET -> reset(response).then(Mono.empty());
                };
        return response.send(pieces.concatWith(end), buffer -> true);
    }

    private static Publisher<Void> stream(HttpServerResponse response, Flux<byte[]> pieces) {
        Flux<ByteBuf> buffers = pieces.concatMap(
                piece -> piece == StreamedResponse.CUT ? close(response) : Mono.just(Unpooled.wrappedBuffer(piece)));
        return response.sse().send(buffers, buffer -> true);
    }

    /** Earlier writes are flushed first: writes and this task run in order on the connection's event loop. */
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
        // completes when the connection closes, so that the request does not count as in flight after that
        return Mono.create(end -> response.withConnection(connection -> {
            // with a linger time of 0 the kernel sends RST
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            connection.onDispose(end::success);
            closeLater(connection);
        }));
    }

    private static Publisher<Void> json(HttpServerResponse response, String body) {
        ByteBuf bytes = Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8));
        return response.header("Content-Type", "application/json")
                .header("Content-Length", Integer.toString(bytes.readableBytes()))
                .sendObject(bytes);
    }

    private static String error(@Nullable String code, String message) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("error")
                .put("message", message)
                .put("type", "fake_error")
                .putNull("param")
                .put("code", code);
        return root.toString();
    }
}
