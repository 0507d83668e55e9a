package io.minerstack.bench.fake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The body of one streamed response, with its faults and delays. */
class StreamedResponse {

    /** A marker: the connection is closed here. */
    static final byte[] CUT = new byte[0];

    private final CompletionJson completion;
    private final FakeRequest request;
    private final FakeResponse response;

    StreamedResponse(CompletionJson completion, FakeRequest request, FakeResponse response) {
        this.completion = completion;
        this.request = request;
        this.response = response;
    }

    Flux<byte[]> pieces() {
        ResponseDelays delays = response.delays();
        Flux<byte[]> body = delays.inOneWrite() ? Flux.just(join(events())) : inManyWrites(delays.gap());
        Mono<byte[]> end = ending();
        Flux<byte[]> pieces = end == null ? body : body.concatWith(end);
        return delays.beforeFirstToken().isZero()
                ? pieces
                : Mono.delay(delays.beforeFirstToken()).thenMany(pieces);
    }

    private Flux<byte[]> inManyWrites(Duration gap) {
        List<String> events = events();
        if (gap.isZero()) {
            return Flux.fromIterable(events).map(StreamedResponse::event);
        }
        return Flux.interval(Duration.ZERO, gap)
                .onBackpressureBuffer(events.size() + 1)
                .take(events.size())
                .map(index -> event(events.get(index.intValue())));
    }

    private @Nullable Mono<byte[]> ending() {
        ResponseFaults faults = response.faults();
        if (happens(faults.cutAfter())) {
            return Mono.just(CUT);
        }
        boolean staysOpen = happens(faults.silentAfter()) || faults.end() == FakeResponse.StreamEnd.WITHOUT_DONE;
        return staysOpen ? Mono.never() : null;
    }

    private boolean happens(int afterTokens) {
        return afterTokens >= 0 && afterTokens <= completion.tokenCount();
    }

    private List<String> events() {
        List<String> scripted = response.content().events();
        List<String> events = new ArrayList<>();
        if (scripted != null) {
            events.addAll(scripted);
            events.add("[DONE]");
            return events;
        }
        ResponseFaults faults = response.faults();
        events.add(completion.role());
        for (int sent = 0; ; sent++) {
            if (sent == faults.cutAfter() || sent == faults.silentAfter()) {
                return events;
            }
            if (sent == faults.malformedAfter()) {
                events.add("{\"choices\":[{\"delta\":{\"conte");
            }
            if (sent == completion.tokenCount()) {
                break;
            }
            events.add(completion.token(sent));
        }
        if (faults.end() != FakeResponse.StreamEnd.WITHOUT_FINISH_REASON) {
            events.add(completion.finish());
            if (request.includeUsage() && faults.end() != FakeResponse.StreamEnd.WITHOUT_USAGE) {
                events.add(completion.usageChunk());
            }
        }
        if (faults.end() != FakeResponse.StreamEnd.WITHOUT_DONE) {
            events.add("[DONE]");
        }
        return events;
    }

    private static byte[] join(List<String> events) {
        StringBuilder text = new StringBuilder(events.size() * 200);
        events.forEach(event -> text.append("data: ").append(event).append("\n\n"));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] event(String payload) {
        return ("data: " + payload + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
