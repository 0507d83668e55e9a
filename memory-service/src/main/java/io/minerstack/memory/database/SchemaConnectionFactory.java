package io.minerstack.memory.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Opens connections to the schema that was chosen at start. No connection is opened before that. */
final class SchemaConnectionFactory implements ConnectionFactory {

    private final ChosenSchema schema;
    private final ConnectionFactory toDefault;
    private final ConnectionFactory toOwn;

    SchemaConnectionFactory(ChosenSchema schema, ConnectionFactory toDefault, ConnectionFactory toOwn) {
        this.schema = schema;
        this.toDefault = toDefault;
        this.toOwn = toOwn;
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.defer(
                () -> Mono.from(schema.get() == DatabaseSchema.OWN_SCHEMA ? toOwn.create() : toDefault.create()));
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return toDefault.getMetadata();
    }
}
