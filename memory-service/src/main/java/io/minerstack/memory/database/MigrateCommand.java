package io.minerstack.memory.database;

import io.minerstack.servicesupport.settings.SettingsAutoConfiguration;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/**
 * {@code java -jar memory-service.jar migrate}: brings the schema up to date and ends. It runs as the role that owns
 * the database, so that the service itself can run as a role that may not change the schema.
 */
public final class MigrateCommand {

    private static final Logger log = LoggerFactory.getLogger(MigrateCommand.class);

    private MigrateCommand() {}

    /** Runs the migrations with the settings of the service. A failure is thrown after its line was logged. */
    public static void run(String... args) {
        String[] settings = Stream.concat(Stream.of(args), Stream.of("--memory.database.migrate=true"))
                .toArray(String[]::new);
        new SpringApplicationBuilder(Migrations.class)
                .web(WebApplicationType.NONE)
                .run(settings)
                .close();
        log.info("database schema: version {} is there", NewestMigration.version());
    }

    /** The migrations without the rest of the service. No configuration, so that the service's scan leaves it out. */
    @Import(MigrationConfiguration.class)
    @ImportAutoConfiguration(SettingsAutoConfiguration.class)
    static class Migrations {}
}
