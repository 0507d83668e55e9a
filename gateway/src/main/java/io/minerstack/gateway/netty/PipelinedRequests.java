package io.minerstack.gateway.netty;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;

/** Counts the requests of one connection that have no response yet, and the body bytes that wait behind the first. */
final class PipelinedRequests {

    private static final int MAX_WAITING_BYTES = 64 * 1024;

    private final int maxPipelined;
    private int unanswered;
    private int waitingBytes;

    /** Allows {@code maxPipelined} requests ahead of the one that is being answered. */
    PipelinedRequests(int maxPipelined) {
        this.maxPipelined = maxPipelined;
    }

    /** Counts a part of a request: its head, or a piece of its body. */
    void received(Object message) {
        if (message instanceof HttpRequest) {
            unanswered++;
        }
        if (message instanceof HttpContent content && unanswered > 1) {
            waitingBytes += content.content().readableBytes();
        }
    }

    /** Counts the end of a response. */
    void answered() {
        unanswered = Math.max(0, unanswered - 1);
        if (unanswered == 0) {
            waitingBytes = 0;
        }
    }

    boolean areAllAnswered() {
        return unanswered == 0;
    }

    boolean exceedLimit() {
        return unanswered > maxPipelined + 1 || waitingBytes > MAX_WAITING_BYTES;
    }
}
