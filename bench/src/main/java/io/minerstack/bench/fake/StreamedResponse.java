package io.minerstack.bench.fake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The pieces of one streamed response, faults and waits included. */
class StreamedResponse {

    /** Ends in the connection's being closed. */
    static final byte[] CUT = new byte[0];

    private final CompletionJson completion;
    private final FakeRequest request;
    private final Behaviour behaviour;

    StreamedResponse(CompletionJson completion, FakeRequest request, Behaviour behaviour) {
        this.completion = completion;
        this.request = request;
        this.behaviour = behaviour;
    }

    Flux<byte[]> pieces() {
        ResponseDelays pace = behaviour.pace();
        Flux<byte[]> body = pace.gap().isZero() ? Flux.just(join(events())) : paced(pace.gap());
        Mono<byte[]> end = ending();
        Flux<byte[]> whole = end == null ? body : body.concatWith(end);
        return pace.beforeFirstToken().isZero()
                ? whole
                : Mono.delay(pace.beforeFirstToken()).thenMany(whole);
    }

    private Flux<byte[]> paced(Duration gap) {
        List<String> events = events();
        return Flux.interval(Duration.ZERO, gap)
                .onBackpressureBuffer(events.size() + 1)
                .take(events.size())
                .map(index -> event(events.get(index.intValue())));
    }

    private @org.jspecify.annotations.Nullable Mono<byte[]> ending() {
        ResponseFaults faults = behaviour.faults();
        if (happens(faults.cutAfter())) {
            return Mono.just(CUT);
        }
        boolean staysOpen = happens(faults.silentAfter()) || faults.end() == Behaviour.End.WITHOUT_DONE;
        return staysOpen ? Mono.never() : null;
    }

    private boolean happens(int afterTokens) {
        return afterTokens >= 0 && afterTokens <= completion.length();
    }

    private List<String> events() {
        List<String> scripted = behaviour.reply().events();
        List<String> events = new ArrayList<>();
        if (scripted != null) {
            events.addAll(scripted);
            events.add("[DONE]");
            return events;
        }
        ResponseFaults faults = behaviour.faults();
        events.add(completion.role());
        for (int sent = 0; ; sent++) {
            if (sent == faults.cutAfter() || sent == faults.silentAfter()) {
                return events;
            }
            if (sent == faults.malformedAfter()) {
                events.add("{\"choices\":[{\"delta\":{\"conte");
            }
            if (sent == completion.length()) {
                break;
            }
            events.add(completion.token(sent));
        }
        if (faults.end() != Behaviour.End.WITHOUT_FINISH_REASON) {
            events.add(completion.finish());
            if (request.includeUsage() && faults.end() != Behaviour.End.WITHOUT_USAGE) {
                events.add(completion.usageChunk());
            }
        }
        if (faults.end() != Behaviour.End.WITHOUT_DONE) {
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
