package io.minerstack.bench.weather;

import io.minerstack.bench.fake.FakeRequest;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.bench.fake.RawResponse;
import io.minerstack.bench.fake.RawResponse.Ending;
import io.minerstack.bench.fake.RawResponse.Piece;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes one response of a model server, with its dialect and its fault. */
class ResponseWriter {

    private static final String EVENT_STREAM = "text/event-stream";
    private static final String JSON = "application/json";
    private static final String HTML =
            "<!doctype html><html><body><h1>Bad gateway</h1>" + ErrorBody.SECRET + "</body></html>";

    private final ServerDialect dialect;
    private final Fault fault;
    private final SplittableRandom random;
    private final boolean streams;
    private final DialectStreamWriter chunks;

    ResponseWriter(ServerDialect dialect, Fault fault, SplittableRandom random, FakeRequest request) {
        this.dialect = dialect;
        this.fault = fault;
        this.random = random;
        this.streams = request.stream();
        this.chunks = new DialectStreamWriter(dialect, request.model(), request.includeUsage());
    }

    /**
     * The response.
     *
     * @param reply what the model writes
     * @param refusedField the field that the server refuses, if that is the fault
     */
    FakeResponse write(String reply, String refusedField) {
        return switch (fault) {
            case RESET -> FakeResponse.connectionReset();
            case HANG -> FakeResponse.unanswered();
            default -> FakeResponse.raw(raw(reply, refusedField));
        };
    }

    private RawResponse raw(String reply, String refusedField) {
        return switch (fault) {
            case RATE_LIMITED ->
                error(429, "Rate limit reached for requests.", "rate_limit_exceeded")
                        .header("Retry-After", "1");
            case LONG_RETRY_AFTER ->
                error(429, "Rate limit reached for requests per day.", "rate_limit_exceeded")
                        .header("Retry-After", "3600");
            case OVERLOADED ->
                error(503, "The server is overloaded.", "overloaded_error").header("Retry-After", "1");
            case UNAVAILABLE -> error(503, "Service temporarily unavailable.", "server_error");
            case SERVER_ERROR -> error(one(500, 502, 504, 520, 529), "Internal server error", "server_error");
            case HTML_ERROR -> body(one(502, 503, 524), "text/html", HTML);
            case OK_WITH_ERROR_BODY -> error(200, "Internal server error", "server_error");
            case OK_WITH_HTML -> body(200, "text/html", HTML);
            case REFUSED_FIELD -> refusal(400, ErrorBody.refused(refusedField));
            case PROMPT_TOO_LONG -> refusal(one(400, 413, 422), ErrorBody.tooLong(random));
            case CONTENT_POLICY ->
                refusal(
                        400,
                        ErrorBody.of(
                                "The response was filtered due to the prompt triggering the content management policy.",
                                "invalid_request_error",
                                "content_filter"));
            case WRONG_KEY -> error(one(401, 403), "Incorrect API key provided.", "invalid_api_key");
            case NO_CREDIT -> error(one(402, 429), "You exceeded your current quota.", "insufficient_quota");
            case UNKNOWN_MODEL ->
                error(404, "The model does not exist or you do not have access to it.", "model_not_found");
            default -> streams ? stream(reply) : completion(reply);
        };
    }

    private RawResponse error(int status, String message, String code) {
        return refusal(status, ErrorBody.of(message, code, code));
    }

    private RawResponse refusal(int status, ErrorBody error) {
        return body(status, JSON, error.write(dialect.is().errors));
    }

    private RawResponse completion(String reply) {
        String body = chunks.whole(reply);
        return switch (fault) {
            case HANG_BEFORE_FIRST_TOKEN -> response(JSON, List.of(" "), Ending.SILENT);
            case STALL -> response(JSON, List.of(half(body)), Ending.SILENT);
            case FINISH_ABORT, FINISH_EMPTY, FINISH_ERROR, FINISH_LENGTH ->
                response(
                        JSON,
                        List.of(chunks.whole(half(reply)).replace("\"stop\"", "\"" + finishReason() + "\"")),
                        Ending.COMPLETE);
            case EMPTY_ANSWER -> response(JSON, List.of(chunks.whole("")), Ending.COMPLETE);
            case GZIP -> gzip(JSON, body);
            case CUT, END_WITHOUT_FINISH_REASON, DONE_WITHOUT_FINISH_REASON, GARBAGE_EVENT, ERROR_EVENT ->
                response(JSON, List.of(half(body)), Ending.CLOSED);
            default -> response(JSON, List.of(body), Ending.COMPLETE);
        };
    }

    private RawResponse stream(String reply) {
        List<String> tokens = tokens(reply);
        List<String> all = texts(tokens);
        List<String> half = texts(tokens.subList(0, tokens.size() / 2));
        List<String> head = chunks.head();
        return switch (fault) {
            case HANG_BEFORE_FIRST_TOKEN -> response(EVENT_STREAM, head.subList(0, 1), Ending.SILENT);
            case STALL -> response(EVENT_STREAM, join(head, half), Ending.SILENT);
            case CUT -> response(EVENT_STREAM, join(head, half), random.nextBoolean() ? Ending.CLOSED : Ending.RESET);
            case END_WITHOUT_FINISH_REASON -> response(EVENT_STREAM, join(head, half), Ending.COMPLETE);
            case DONE_WITHOUT_FINISH_REASON ->
                response(EVENT_STREAM, join(head, half, List.of(chunks.done())), Ending.COMPLETE);
            case FINISH_ABORT, FINISH_EMPTY, FINISH_ERROR, FINISH_LENGTH ->
                response(EVENT_STREAM, join(head, half, chunks.end(finishReason())), Ending.COMPLETE);
            case EMPTY_ANSWER -> response(EVENT_STREAM, join(head, chunks.end("stop")), Ending.COMPLETE);
            case ERROR_EVENT -> response(EVENT_STREAM, join(head, half, errorEvents()), Ending.COMPLETE);
            case GARBAGE_EVENT -> response(EVENT_STREAM, garbage(tokens), Ending.COMPLETE);
            case EMPTY_FIELDS ->
                response(
                        EVENT_STREAM,
                        join(head, chunks.emptyFields(), all, chunks.emptyFields(), chunks.end("stop")),
                        Ending.COMPLETE);
            case GZIP -> gzip(EVENT_STREAM, String.join("", join(head, all, chunks.end("stop"))));
            case WRONG_CONTENT_TYPE -> response("text/plain", join(head, all, chunks.end("stop")), Ending.COMPLETE);
            default -> response(EVENT_STREAM, join(head, all, chunks.end("stop")), Ending.COMPLETE);
        };
    }

    private String finishReason() {
        return switch (fault) {
            case FINISH_ABORT -> "abort";
            case FINISH_ERROR -> "error";
            case FINISH_LENGTH -> "length";
            default -> "";
        };
    }

    private List<String> errorEvents() {
        ErrorBody error = ErrorBody.of("The engine failed.", "server_error", "500");
        ObjectNode event = JsonMapper.shared().createObjectNode();
        event.set("error", error.object());
        return List.of(chunks.event(event), chunks.done());
    }

    private List<String> garbage(List<String> tokens) {
        int middle = tokens.size() / 2;
        return join(
                chunks.head(),
                texts(tokens.subList(0, middle)),
                List.of(chunks.unreadable(tokens.get(middle))),
                texts(tokens.subList(middle + 1, tokens.size())),
                chunks.end("stop"));
    }

    private List<String> texts(List<String> tokens) {
        return chunks.joined(tokens.stream().map(chunks::text).toList());
    }

    @SafeVarargs
    private static List<String> join(List<String>... parts) {
        List<String> joined = new ArrayList<>();
        for (List<String> part : parts) {
            joined.addAll(part);
        }
        return joined;
    }

    /** The text in pieces of 1 to 12 characters; a character outside the basic plane is not split. */
    private List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(12));
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to++;
            }
            tokens.add(text.substring(from, to));
            from = to;
        }
        return tokens;
    }

    private static String half(String text) {
        int to = text.length() / 2;
        return text.substring(0, Character.isLowSurrogate(text.charAt(to)) ? to + 1 : to);
    }

    private int one(int... statuses) {
        return statuses[random.nextInt(statuses.length)];
    }

    private RawResponse body(int status, String type, String body) {
        return new RawResponse(
                status,
                Map.of("Content-Type", type),
                List.of(new Piece(Duration.ZERO, body.getBytes(StandardCharsets.UTF_8))),
                Ending.COMPLETE);
    }

    private RawResponse gzip(String type, String body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new RawResponse(200, Map.of("Content-Type", type), split(bytes.toByteArray()), Ending.COMPLETE)
                .header("Content-Encoding", "gzip");
    }

    private RawResponse response(String type, List<String> body, Ending ending) {
        byte[] bytes = String.join("", body).getBytes(StandardCharsets.UTF_8);
        return new RawResponse(200, Map.of("Content-Type", type), split(bytes), ending);
    }

    /** Splits a body anywhere, also in the middle of a character. */
    private List<Piece> split(byte[] bytes) {
        boolean slow = fault == Fault.SLOW_TOKENS;
        int count = slow ? 10 : 1 + random.nextInt(6);
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= count; i++) {
            int to = i == count ? bytes.length : from + random.nextInt(bytes.length - from + 1);
            Duration delay = Duration.ofMillis(slow ? 60 : random.nextInt(6));
            pieces.add(new Piece(delay, Arrays.copyOfRange(bytes, from, to)));
            from = to;
        }
        return pieces;
    }
}
