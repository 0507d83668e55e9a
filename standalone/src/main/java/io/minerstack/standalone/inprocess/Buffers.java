package io.minerstack.standalone.inprocess;

import io.netty.buffer.ByteBufAllocator;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.Flux;

/** The buffers of bodies. Netty's, so that the gateway writes them to its caller's connection without a copy. */
final class Buffers {

    static final NettyDataBufferFactory FACTORY = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

    private Buffers() {}

    /** A body without its flush marks: each buffer is handed over at once. */
    static Flux<DataBuffer> flattened(Publisher<? extends Publisher<? extends DataBuffer>> groups) {
        // 0: asks for the next group when the reader wants more
        return Flux.from(groups).concatMap(group -> group, 0);
    }
}
