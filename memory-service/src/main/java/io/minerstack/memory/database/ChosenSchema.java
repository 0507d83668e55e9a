package io.minerstack.memory.database;

import org.jspecify.annotations.Nullable;

/** The schema that the migrations of this process used, or that the first connection found tables in. */
final class ChosenSchema {

    private volatile @Nullable DatabaseSchema schema;

    /** Null until the migrations ran, or until a connection found our tables where the migrations run elsewhere. */
    @Nullable
    DatabaseSchema get() {
        return schema;
    }

    void set(DatabaseSchema chosen) {
        schema = chosen;
    }
}
