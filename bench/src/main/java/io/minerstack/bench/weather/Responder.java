package io.minerstack.bench.weather;

import io.minerstack.bench.fake.FakeRequest;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.bench.weather.Forecast.Draw;
import io.minerstack.bench.weather.Ledger.Sent;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Chooses the response of one model server to each request, and records it. */
class Responder implements Function<FakeRequest, FakeResponse> {

    /** Prompts with more characters are refused by {@link Fault#PROMPT_TOO_LONG}. */
    private static final int LONG_PROMPT = 8_000;

    /** Fields that callers of a model server add on their own. */
    private static final List<String> REFUSABLE = List.of(
            "stream", "stream_options", "temperature", "max_tokens", "max_completion_tokens", "response_format");

    private final Server server;
    private final Forecast forecast;
    private final Ledger ledger;
    private final BooleanSupplier lasting;
    private final BiConsumer<Integer, List<Integer>> prompts;

    /**
     * A responder.
     *
     * @param lasting whether lasting faults are allowed now
     * @param prompts receives the number of the request and the numbers of all requests in its prompt
     */
    Responder(
            Server server,
            Forecast forecast,
            Ledger ledger,
            BooleanSupplier lasting,
            BiConsumer<Integer, List<Integer>> prompts) {
        this.server = server;
        this.forecast = forecast;
        this.ledger = ledger;
        this.lasting = lasting;
        this.prompts = prompts;
    }

    @Override
    public FakeResponse apply(FakeRequest request) {
        String messages = request.body().path("messages").toString();
        int number = AnswerText.lastRequestIn(messages);
        prompts.accept(number, AnswerText.requestsIn(messages));
        int attempt = ledger.nextAttempt(number, server);
        Draw draw = forecast.draw(server, number, attempt, lasting.getAsBoolean());
        String refused = refusedField(request, number);
        Fault fault = effective(draw.fault(), refused, messages.length());
        String text = AnswerText.answer(number, server, attempt, draw.random());
        ledger.record(number, new Sent(server, draw.dialect(), fault, draw.form(), text, fault.isWhole()));
        return new ResponseWriter(draw.dialect(), fault, draw.random(), request)
                .write(draw.form().write(text), refused);
    }

    /** The field that a server with {@link Fault#REFUSED_FIELD} refuses now; empty if the request has none of them. */
    private String refusedField(FakeRequest request, int number) {
        // the same field for all attempts of a request
        String field = REFUSABLE.get(Math.floorMod(number + forecast.seed(), REFUSABLE.size()));
        boolean present =
                field.equals("stream") ? request.stream() : request.body().has(field);
        return present ? field : "";
    }

    private static Fault effective(Fault fault, String refusedField, int promptLength) {
        return switch (fault) {
            case REFUSED_FIELD -> refusedField.isEmpty() ? Fault.NONE : fault;
            case PROMPT_TOO_LONG -> promptLength < LONG_PROMPT ? Fault.NONE : fault;
            default -> fault;
        };
    }
}
