package io.minerstack.llmproxy.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * How far one call of the database has come: a statement whose caller gave up before the call had a connection is not
 * sent any more.
 */
final class CallStage {

    private enum Stage {
        WAITS_FOR_A_CONNECTION,
        HAS_A_CONNECTION,
        GIVEN_UP
    }

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITS_FOR_A_CONNECTION);

    /** The connections of a pool, for calls whose Reactor context has a stage. */
    static ConnectionFactory watched(ConnectionFactory pool) {
        return new WatchedConnections(pool);
    }

    Context into(Context context) {
        return context.put(CallStage.class, this);
    }

    /** The caller waits no longer. Returns whether its statement may have been sent. */
    boolean giveUp() {
        return !stage.compareAndSet(Stage.WAITS_FOR_A_CONNECTION, Stage.GIVEN_UP);
    }

    /** False where the caller gave up before. */
    private boolean connected() {
        return stage.compareAndSet(Stage.WAITS_FOR_A_CONNECTION, Stage.HAS_A_CONNECTION)
                || stage.get() == Stage.HAS_A_CONNECTION;
    }

    private record WatchedConnections(ConnectionFactory pool) implements ConnectionFactory {

        @Override
        public Publisher<? extends Connection> create() {
            return Mono.deferContextual(context -> {
                CallStage call = context.get(CallStage.class);
                return Mono.<Connection>from(pool.create())
                        .flatMap(connection -> call.connected()
                                ? Mono.just(connection)
                                : Mono.from(connection.close())
                                        .then(Mono.error(() ->
                                                new UsageDatabaseException("the caller waits no longer", false))));
            });
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return pool.getMetadata();
        }
    }
}
