package io.minerstack.llmproxy;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the proxy. The model servers may start later. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class LlmProxyApplication {

    public static void main(String[] args) {
        SpringApplication.run(LlmProxyApplication.class, args);
    }
}
