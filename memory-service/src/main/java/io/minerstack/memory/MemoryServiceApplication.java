package io.minerstack.memory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The memory service: port {@code MEMORY_SERVICE_PORT}, PostgreSQL at {@code DATABASE_URL}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class MemoryServiceApplication {

    static void main(String[] args) {
        SpringApplication.run(MemoryServiceApplication.class, args);
    }
}
