package io.minerstack.memory.database;

import io.minerstack.servicesupport.database.DatabaseUrl;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the migrations, for the service and for {@link MigrateCommand}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class MigrationConfiguration {

    @Bean
    DatabaseUrl databaseUrl(DatabaseProperties properties) {
        return properties.databaseUrl();
    }

    @Bean
    ChosenSchema chosenSchema() {
        return new ChosenSchema();
    }

    /** Off where migrations run outside this service, and where image builds start the service without a database. */
    @Bean
    @ConditionalOnBooleanProperty(name = "memory.database.migrate", matchIfMissing = true)
    MigrationRunner migrations(DatabaseUrl url, DatabaseProperties properties, ChosenSchema schema) {
        String name = DatabaseConfiguration.APPLICATION_NAME;
        Runnable memory = new Migration(url, name, properties.serviceRole(), schema);
        Runnable usage = new UsageMigration(url, name, properties.usageRole());
        return new MigrationRunner(
                () -> {
                    memory.run();
                    usage.run();
                },
                url.hostAndPort(),
                properties.startWait());
    }
}
