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

    private static final String FOLDER = "db/migration";

    private NewestMigration() {}

    static MigrationVersion version() {
        return version(FOLDER);
    }

    /** The version of the last migration file in a folder of the class path. */
    static MigrationVersion version(String folder) {
        String pattern = "classpath:" + folder + "/V*__*.sql";
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources(pattern);
            return Arrays.stream(files)
                    .map(file -> Objects.requireNonNull(file.getFilename()))
                    .map(name -> MigrationVersion.fromVersion(name.substring(1, name.indexOf("__"))))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException("no migration matches " + pattern));
        } catch (IOException failure) {
            throw new UncheckedIOException("the migrations can't be listed", failure);
        }
    }
}
