package io.minerstack.gateway.ratelimit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Opens connections to Valkey, and owns the client's threads. */
class ValkeyConnector {

    private static final Logger LOG = LoggerFactory.getLogger(ValkeyConnector.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    /** Threads that read replies. There is one connection, and the work for a reply is done elsewhere. */
    private static final int THREADS = 2;

    private static final int MAX_WAITING_COMMANDS = 10_000;

    private final RedisURI uri;
    private final Duration timeout;
    private final ClientResources resources;
    private final RedisClient client;

    ValkeyConnector(RedisURI uri, Duration timeout) {
        this.uri = uri;
        uri.setTimeout(CONNECT_TIMEOUT);
        this.timeout = timeout;
        this.resources = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
        this.client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                // ValkeyCounts opens a new connection: commands of an old one must not be sent again
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_WAITING_COMMANDS)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
                .build());
    }

    /** A new connection. Fails if there is none within about a second. */
    // a connection that comes too late is closed, whenever that is
    @SuppressWarnings("FutureReturnValueIgnored")
    Mono<ValkeySession> connect() {
        // not on an event loop: Lettuce waits for locks while it sets up a connection
        return Mono.<ValkeySession>defer(() -> {
                    CompletableFuture<ValkeySession> opening = client.connectAsync(ByteArrayCodec.INSTANCE, uri)
                            .thenApply(connection -> new ValkeySession(connection, timeout))
                            .toCompletableFuture();
                    return Mono.fromFuture(opening, true).doOnCancel(() -> opening.thenAccept(ValkeySession::close));
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** The server's address without user and password. */
    String address() {
        return uri.getHost() + ":" + uri.getPort();
    }

    /** Ends the client's threads. Waits a few seconds at most: a client that hangs must not hold up a stop. */
    void close() {
        client.shutdownAsync(0, 1, TimeUnit.SECONDS)
                .orTimeout(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failed -> {
                    LOG.warn(
                            "valkey: the client did not end ({})",
                            failed.getClass().getSimpleName());
                    return null;
                })
                .join();
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(CLOSE_TIMEOUT.toMillis());
    }
}
