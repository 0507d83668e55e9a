package io.minerstack.llmproxy;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the proxy. It needs no model to be up: the first that answers serves. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class LlmProxyApplication {

    public static void main(String[] args) {
        SpringApplication.run(LlmProxyApplication.class, args);
    }
}
