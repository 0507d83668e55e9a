package io.minerstack.servicesupport.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;

class ServiceDefaultsTests {

    @Test
    void hasABufferOfTenMegabytesByDefault() {
        assertThat(buffer(null)).isEqualTo(10_485_760);
    }

    @ParameterizedTest
    @CsvSource({"20MB, 20971520", "12582912, 12582912", "64KB, 10485760", "65536, 10485760", "10MB, 10485760"})
    void hasABufferForTheLargestRequestAndForResponsesOfOtherServices(String maxRequestSize, long bytes) {
        assertThat(buffer(maxRequestSize)).isEqualTo(bytes);
    }

    @Test
    void showsServiceRequestAndTenantInEachLineOfText() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of("LOG_FORMAT", "text", "spring.application.name", "memory-service")));
        new ServiceDefaults().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty("logging.pattern.console"))
                .contains("memory-service [%X{request_id:--} %X{tenant:--}%replace( %X{trace_id}){'^ $',''}]");
    }

    private static long buffer(@Nullable String maxRequestSize) {
        StandardEnvironment environment = new StandardEnvironment();
        if (maxRequestSize != null) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of("MAX_REQUEST_SIZE", maxRequestSize)));
        }
        new ServiceDefaults().postProcessEnvironment(environment, new SpringApplication());
        return Binder.get(environment)
                .bind("spring.http.codecs.max-in-memory-size", Bindable.of(DataSize.class))
                .get()
                .toBytes();
    }
}
