package io.minerstack.gateway.identity;

import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Uses the key of the environment and those of the key file, unless another source of keys is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(ApiKeys.class)
class ApiKeyConfiguration {

    @Bean
    KeyFileApiKeys apiKeys(ApiKeyProperties properties, Clock clock) {
        return new KeyFileApiKeys(new EnvironmentApiKeys(properties.apiKey()), clock);
    }

    /** Null without {@code KEYS_FILE}. Reads the file before the server starts, so no valid key is refused. */
    @Bean
    @Nullable
    KeyFileWatcher keyFileWatcher(
            ApiKeyProperties properties, KeyFileApiKeys keys, KeyFileMetrics metrics, Clock clock) {
        Path file = properties.keysFilePath();
        return file == null ? null : new KeyFileWatcher(file, keys, metrics, clock);
    }
}
