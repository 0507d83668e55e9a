package io.minerstack.bench.weather;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A search engine on 127.0.0.1 with the JSON of SearXNG. Its results name the request that asked for them. */
class SearchServer implements AutoCloseable {

    private static final String PAGE = "https://search.example/";

    private final IntFunction<SearchFault> faults;
    private final DisposableServer server;

    /**
     * Starts a server.
     *
     * @param faults by number of the request
     */
    SearchServer(IntFunction<SearchFault> faults) {
        this.faults = faults;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get("/search", this::answer))
                .bindNow();
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The address of the result for a request. */
    static String page(int request) {
        return PAGE + AnswerText.queryName(request);
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String query = String.join(
                " ", new QueryStringDecoder(request.uri()).parameters().getOrDefault("q", List.of()));
        int number = AnswerText.lastRequestIn(query);
        return switch (faults.apply(number)) {
            case NONE -> json(response, results(number));
            case NO_RESULTS -> json(response, "{\"results\":[]}");
            case SERVER_ERROR -> response.status(500).send();
            case RATE_LIMITED -> response.status(429).send();
            case HTML ->
                response.header("Content-Type", "text/html").sendString(Mono.just("<html>" + ErrorBody.SECRET));
            case HANG -> Mono.never();
        };
    }

    private static Publisher<Void> json(HttpServerResponse response, String body) {
        return response.header("Content-Type", "application/json")
                .sendByteArray(Mono.just(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String results(int number) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.putArray("results")
                .addObject()
                .put("title", "A page")
                .put("url", page(number))
                .put("content", "What the page says.");
        return body.toString();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
