package io.minerstack.llmproxy.sse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.ServerSentEventHttpMessageReader;
import reactor.core.publisher.Flux;

/** Splits one streamed completion of 200 tokens into its events: {@link SseParser} beside Spring's reader. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SseParserBenchmark {

    private static final int TOKENS = 200;
    private static final ResolvableType STRING = ResolvableType.forClass(String.class);

    private final ServerSentEventHttpMessageReader spring = new ServerSentEventHttpMessageReader();

    /** Bytes per read from the socket: about one event, as a model sends it; many events, as a busy proxy reads it. */
    @Param({"220", "8192"})
    public int pieceSize;

    private List<byte[]> pieces = List.of();

    /** Also fails if one of the two parsers does not find every event. */
    @Setup
    public void split() {
        pieces = StreamSample.pieces(TOKENS, pieceSize);
        List<Object> ours = new ArrayList<>();
        parse(ours::add);
        List<Object> springs = new ArrayList<>();
        readWithSpring(springs::add);
        if (ours.size() != StreamSample.eventCount(TOKENS) || springs.size() != ours.size()) {
            throw new IllegalStateException("events found: " + ours.size() + " and " + springs.size());
        }
    }

    @Benchmark
    public void sseParser(Blackhole events) {
        parse(events::consume);
    }

    @Benchmark
    public void springMessageReader(Blackhole events) {
        readWithSpring(events::consume);
    }

    private void parse(Consumer<Object> events) {
        SseParser parser = new SseParser();
        for (byte[] piece : pieces) {
            ByteBuf buffer = Unpooled.wrappedBuffer(piece);
            parser.feed(buffer, (data, error) -> events.accept(data));
            buffer.release();
        }
        parser.end((data, error) -> events.accept(data));
    }

    private void readWithSpring(Consumer<Object> events) {
        Flux<DataBuffer> body = Flux.fromIterable(pieces).map(DefaultDataBufferFactory.sharedInstance::wrap);
        spring.read(STRING, new Response(body), Map.of()).subscribe(events);
    }

    /** The response in the form that Spring's reader needs. */
    private record Response(Flux<DataBuffer> body) implements ReactiveHttpInputMessage {

        @Override
        public Flux<DataBuffer> getBody() {
            return body;
        }

        @Override
        public HttpHeaders getHeaders() {
            HttpHeaders headers = new HttpHeaders();
            headers.setContentType(MediaType.TEXT_EVENT_STREAM);
            return headers;
        }
    }
}
