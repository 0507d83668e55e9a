package io.minerstack.memory.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The schema version that this service needs: that of its last migration file, such as {@code V2__title.sql}. */
final class NewestMigration {

    private static final String FILES = "classpath:db/migration/V*__*.sql";

    private NewestMigration() {}

    static MigrationVersion version() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources(FILES);
            return Arrays.stream(files)
                    .map(file -> Objects.requireNonNull(file.getFilename()))
                    .map(name -> MigrationVersion.fromVersion(name.substring(1, name.indexOf("__"))))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException("no migration matches " + FILES));
        } catch (IOException failure) {
            throw new UncheckedIOException("the migrations can't be listed", failure);
        }
    }
}
