package io.minerstack.memory.database;

/** Which schema the migrations found or made; the default one until they ran, and where they are off. */
final class ChosenSchema {

    private volatile DatabaseSchema schema = DatabaseSchema.DEFAULT;

    DatabaseSchema get() {
        return schema;
    }

    void set(DatabaseSchema chosen) {
        schema = chosen;
    }
}
