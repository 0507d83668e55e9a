package io.minerstack.memory.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Opens connections to the schema that the tables are in. Where the migrations run outside this process, each
 * connection looks for the tables until one of them finds them.
 */
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
        return Mono.defer(() -> {
            DatabaseSchema chosen = schema.get();
            return chosen == null ? Mono.from(toDefault.create()).flatMap(this::choose) : open(chosen);
        });
    }

    private Mono<Connection> open(DatabaseSchema chosen) {
        return Mono.from(chosen == DatabaseSchema.OWN_SCHEMA ? toOwn.create() : toDefault.create());
    }

    /** The connection itself, if the tables are or will be in the default schema, else one to the other schema. */
    private Mono<Connection> choose(Connection connection) {
        return Flux.from(connection.createStatement(DatabaseSchema.INSPECT).execute())
                .flatMap(result -> result.map((row, metadata) -> new DatabaseSchema.Inspection(
                        RequiredColumn.get(row, "own_in_use", Boolean.class),
                        RequiredColumn.get(row, "default_in_use", Boolean.class),
                        RequiredColumn.get(row, "default_has_tables", Boolean.class))))
                .next()
                .flatMap(inspection -> {
                    if (inspection.hasOurTables()) {
                        schema.set(inspection.schema());
                    }
                    return inspection.schema() == DatabaseSchema.DEFAULT
                            ? Mono.just(connection)
                            : Mono.from(connection.close()).then(open(inspection.schema()));
                })
                .onErrorResume(failure ->
                        Mono.from(connection.close()).onErrorComplete().then(Mono.error(failure)));
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return toDefault.getMetadata();
    }
}
