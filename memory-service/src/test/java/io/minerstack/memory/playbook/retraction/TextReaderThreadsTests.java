package io.minerstack.memory.playbook.retraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class TextReaderThreadsTests {

    private final TextReaderThreads threads = new TextReaderThreads();

    @AfterEach
    void stop() {
        threads.destroy();
    }

    @Test
    void readsAnOrdinaryTextWhileHugeOnesOccupyTheirThread() {
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger read = new AtomicInteger();
        var huge = IntStream.range(0, 8)
                .mapToObj(i -> threads.run(600_000, () -> {
                            held.await();
                            return read.incrementAndGet();
                        })
                        .subscribe())
                .toList();

        assertThat(threads.run(800, () -> "read").block(Duration.ofSeconds(30))).isEqualTo("read");
        assertThat(read).hasValue(0);
        held.countDown();
        huge.forEach(Disposable::dispose);
    }

    @Test
    void readsAShortTextOnTheThreadOfTheCaller() {
        assertThat(threads.run(20, Thread::currentThread).block()).isSameAs(Thread.currentThread());
    }
}
