package io.minerstack.localllm;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Serves one GGUF model on the CPU. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class LocalLlmApplication {

    /** Calls {@code System.exit} when the start fails: the engine's native thread would keep the JVM running. */
    public static void main(String[] args) {
        try {
            SpringApplication.run(LocalLlmApplication.class, args);
        } catch (RuntimeException alreadyReported) {
            System.exit(1);
        }
    }
}
