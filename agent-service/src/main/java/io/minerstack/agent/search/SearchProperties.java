package io.minerstack.agent.search;

import io.minerstack.servicesupport.client.HttpUrls;
import io.minerstack.servicesupport.secret.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the search provider. Without {@code url} and {@code braveKey}, search is off and its replies say so.
 *
 * @param url base URL of a SearXNG instance with its JSON format enabled; if Brave is set too, SearXNG is used
 * @param braveKey subscription token of the Brave Search API
 * @param braveUrl base URL of the Brave Search API
 * @param results maximum number of results per search
 * @param timeout maximum wait for the provider's reply
 */
@Validated
@ConfigurationProperties("agent.search")
record SearchProperties(
        @Nullable URI url,
        @Nullable Secret braveKey,
        @NotNull URI braveUrl,
        @Min(1) @Max(20) int results,
        @NotNull @DurationMin(millis = 1) Duration timeout) {

    SearchProperties {
        if (url != null && !url.toString().isEmpty()) {
            HttpUrls.requireBase("SEARCH_URL", url, "http://searxng:8080");
        }
        if (braveUrl != null) {
            HttpUrls.requireBase("BRAVE_API_URL", braveUrl, "https://api.search.brave.com");
        }
    }

    boolean hasSearxng() {
        return url != null && !url.toString().isEmpty();
    }

    boolean hasBrave() {
        return braveKey != null && !braveKey.isBlank();
    }
}
