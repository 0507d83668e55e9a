package io.minerstack.memory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts memory-service on {@code MEMORY_SERVICE_PORT} with the PostgreSQL database of {@code DATABASE_URL}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class MemoryServiceApplication {

    static void main(String[] args) {
        SpringApplication.run(MemoryServiceApplication.class, args);
    }
}
