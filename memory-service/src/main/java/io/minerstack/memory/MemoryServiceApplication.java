package io.minerstack.memory;

import io.minerstack.memory.database.MigrateCommand;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts memory-service on {@code MEMORY_SERVICE_PORT} with the PostgreSQL database of {@code DATABASE_URL}. With the
 * argument {@code migrate} it brings the schema of that database up to date and ends.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class MemoryServiceApplication {

    static void main(String[] args) {
        if (List.of(args).contains("migrate")) {
            MigrateCommand.run(args);
            return;
        }
        SpringApplication.run(MemoryServiceApplication.class, args);
    }
}
