package io.minerstack.gateway.limits;

import io.minerstack.gateway.limits.InFlightBodyBytes.Reservation;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.SynchronousSink;

/** Counts the bytes of one body: fails with 413 above the largest size, with 503 where no bytes can be reserved. */
class BodyCounter {

    private final DataSize maxSize;
    private final Reservation reservation;
    private long bytes;

    BodyCounter(DataSize maxSize, Reservation reservation) {
        this.maxSize = maxSize;
        this.reservation = reservation;
    }

    void count(DataBuffer buffer, SynchronousSink<DataBuffer> sink) {
        try {
            bytes += buffer.readableByteCount();
            if (bytes > maxSize.toBytes()) {
                throw tooLarge(maxSize);
            }
            reservation.add(buffer.readableByteCount());
        } catch (ProblemException refusal) {
            DataBufferUtils.release(buffer);
            sink.error(refusal);
            return;
        }
        sink.next(buffer);
    }

    static ProblemException tooLarge(DataSize maxSize) {
        return new ProblemException(
                ProblemType.TOO_LARGE,
                "The body is larger than " + maxSize.toBytes() + " bytes, the most that is read.");
    }
}
